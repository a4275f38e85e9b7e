"""Commands that are told by their shape from the prose around them."""

from __future__ import annotations

import re

from mlaudit.parsers.documents.programs import PROSE_PROGRAMS, is_program
from mlaudit.parsers.prose.words import words
from mlaudit.patterns import lazy_regex

_SCRIPT = lazy_regex(r"(?:\./|[\w.-]+/)[\w./-]*\.sh\Z|\./[\w./-]+\Z")
_NO_ARGUMENT = words("is and or == = >= sure command commands file version")
_PROSE_WORD = lazy_regex(r"/\Z|[a-z]{2,}[.,]\Z")
_PLAIN_WORD = lazy_regex(r"[\w.:/\\@=<>{}\[\]$%*~+,'\"|&;()-]+\Z")
_INCOMPLETE = lazy_regex(
    r"(?:docker (?:compose|run|build|exec|push|pull|cp)|docker-compose|git (?:lfs|add|commit|push|"
    r"clone|checkout|pull)|(?:pip3?|conda|mamba) (?:install|freeze|list)|python3? (?:-m|script)|"
    r"(?:uv|poetry|pdm|rye) (?:run|add)|dvc (?:run|add|import|import-url|get|get-url|remote|"
    r"remote add|stage|stage add|exp|plots|metrics|params|config)|mlflow (?:run|models)|aws s3"
    r"(?: (?:cp|sync|mv))?|gsutil (?:cp|rsync)|jupyter (?:nbconvert|kernelspec)|kaggle (?:datasets|"
    r"competitions)|wandb artifact)\Z"
)
"""Names of commands: without an argument they do nothing, so that prose only mentions them."""


def is_whole_command(command: str) -> bool:
    """Is it a known program with arguments, or a shell script of the repository?"""
    typed = command.split(" ")
    if len(typed) == 1:
        return bool(_SCRIPT.match(typed[0]))
    if typed[0] == "sudo":
        typed = typed[1:]
    if len(typed) < 2 or _INCOMPLETE.match(command) or command.endswith((":", "...", ",")):
        return False
    if any(_PROSE_WORD.match(word) for word in typed[1:-1]):
        return False
    known = typed[0] in PROSE_PROGRAMS or ("/" in typed[0] and is_program(typed[0]))
    known = known or (typed[0] in (".", "source") and typed[1].startswith(("./", "../")))
    return known and all(_PLAIN_WORD.match(word) for word in typed[1:]) and _has_argument(typed)


def _has_argument(typed: list[str]) -> bool:
    """ "python 3.8" and "make sure" name no command."""
    if typed[0].startswith("python") and re.match(r"[\d.>=<]+\Z", typed[1]):
        return False
    if typed[0] in ("curl", "wget"):
        return any("." in word or "localhost" in word for word in typed[1:])
    return typed[1] not in _NO_ARGUMENT
