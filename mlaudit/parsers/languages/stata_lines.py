"""Splits a do-file into commands."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(
    r'"[^"\n]*"|(/\*.*?(?:\*/|\Z)|(?:^|(?<=\s))//(?!/)[^\n]*|^[ \t]*\*[^\n]*)', re.DOTALL | re.M
)


def split_lines(code: str) -> list[tuple[int, str]]:
    """(line, command) of each command; comments are taken out, continued lines joined."""
    code = code.replace("\r\n", "\n")
    code = _COMMENT.sub(lambda m: "\n" * m[1].count("\n") if m[1] else m[0], code)
    found: list[tuple[int, str]] = []
    joined, begin = "", 0
    for number, row in enumerate(code.split("\n"), 1):
        if not joined:
            begin = number
        text, mark, _ = row.partition("///")
        joined += text + " "
        if not mark:
            found.append((begin, joined.strip()))
            joined = ""
    if joined:
        found.append((begin, joined.strip()))
    return [(number, text) for number, text in found if text]
