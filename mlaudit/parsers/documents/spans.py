"""Commands in the inline code of running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.parsers.documents.programs import PROSE_PROGRAMS, is_program

_SPAN = re.compile(r"(?<!`)(?:``([^`\n]{2,300})``|`([^`]{2,300})`)(?!`)")
_PROMPT = re.compile(r"[$>!]\s*")
_REFUSED = re.compile(
    r"\b(?:instead of|rather than|not|n't|without|no need to|avoid|never|like|similar to|e\.g\.|"
    r"for example,?|such as|equivalent to|calls?|runs|wraps?|uses|executes|invokes?|via|behind|"
    r"will (?:use|run|call|execute|invoke))"
    r"(?: \w+ing)?(?: the)?[\s(\"'*]*\Z",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"(?:\./|[\w.-]+/)[\w./-]*\.sh\Z|\./[\w./-]+\Z")
_PLAIN_WORD = re.compile(r"[\w.:/\\@=<>{}\[\]$%*~+,'\"|&;()-]+\Z")
_NAMED_ALONE = frozenset(
    [
        "docker compose",
        "git lfs",
        "pip install",
        "python script",
        "conda install",
        "pip freeze",
        "git add",
        "git commit",
        "git push",
        "git clone",
        "uv run",
        "poetry run",
        "dvc run",
        "docker run",
        "docker build",
        "python -m",
    ]
)


def span_commands(text: str) -> Iterator[tuple[int, str]]:
    """(offset of the span, command) of each code span that is a whole command."""
    for match in _SPAN.finditer(text):
        raw = (match.group(1) or match.group(2)).strip()
        command = " ".join(
            _PROMPT.sub("", raw, count=1).split() if raw[:1] in "$>!" else raw.split()
        )
        if is_span_command(command) and not _REFUSED.search(text, 0, match.start()):
            yield match.start(), command


def is_span_command(command: str) -> bool:
    """Is it a known program with arguments, or a shell script of the repository?"""
    words = command.split(" ")
    if len(words) == 1:
        return bool(_SCRIPT.match(words[0]))
    if words[0] == "sudo":
        words = words[1:]
    if command in _NAMED_ALONE or len(words) < 2 or command.endswith((":", "...", ",")):
        return False
    known = words[0] in PROSE_PROGRAMS or ("/" in words[0] and is_program(words[0]))
    return known and all(_PLAIN_WORD.match(word) for word in words[1:]) and _has_argument(words)


def _has_argument(words: list[str]) -> bool:
    """ "python 3.8" and "make sure" name no command."""
    if words[0].startswith("python") and re.match(r"[\d.>=<]+\Z", words[1]):
        return False
    return words[1] not in (
        "is",
        "and",
        "or",
        "==",
        "=",
        ">=",
        "sure",
        "command",
        "file",
        "version",
    )
