"""Shell code that a file spreads over several values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlaudit.model.shell import Script
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

NOT_POSIX = "not a POSIX shell"
"""The problem of code that is not read as it is for another shell."""

_POSIX = lazy_regex(r"(?:/\S*/)?(?:ba|da|z)?sh\b")
_BATCH_GRAMMAR = lazy_regex(
    r"^[^\S\n]*@?(?:if|for|goto|set|setlocal|rem|:\w*)\b|\^\s*$|!\w+!|%%|%~",
    re.IGNORECASE | re.MULTILINE,
)
_BATCH_PREFIX = lazy_regex(r"^([^\S\n]*)(?:@?call\s+|@)", re.IGNORECASE | re.MULTILINE)
_BATCH_VARIABLE = lazy_regex(r"%(\w+)%")


def is_posix(shell: str) -> bool:
    """Whether a shell with that name reads the usual grammar."""
    return bool(_POSIX.match(shell))


def read_script(text: str, line: int, shell: str = "") -> Script:
    """Code for the shell with that name, "" for the usual one; of other shells nothing is read."""
    if shell.partition(" ")[0].removesuffix(".exe") == "cmd":
        return read_batch(text, line)
    if shell and not is_posix(shell):
        return Script((), text, line, NOT_POSIX)
    return parse_script(text, line)


def read_batch(text: str, line: int) -> Script:
    """Code for the command prompt of Windows, where it is no more than commands one by one."""
    if _BATCH_GRAMMAR.search(text):
        return Script((), text, line, NOT_POSIX)
    plain = _BATCH_PREFIX.sub(r"\1", text.replace("\\", "/"))
    return parse_script(_BATCH_VARIABLE.sub(r"${\1}", plain), line)


def join_scripts(lines: Iterable[tuple[str, int]]) -> Script:
    """(code, line) as one script, each at its own place: anchors bring lines from elsewhere.

    There must be one line at least.
    """
    parts = [parse_script(text, line) for text, line in lines]
    return Script(
        tuple(node for part in parts for node in part.nodes),
        "\n".join(part.text for part in parts),
        parts[0].line,
        next((part.problem for part in parts if part.problem), None),
    )
