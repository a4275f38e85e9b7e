"""Splits a program of SAS into statements."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

_PIECES = lazy_regex(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))|(?P<text>"[^"]*"|'[^']*')|(?P<end>;)|(?P<rest>[^;"'/]+|/)""",
    re.DOTALL,
)


def split_statements(code: str) -> list[tuple[int, str]]:
    """(line, statement) of each statement, without comments."""
    found: list[tuple[int, str]] = []
    text, line, begin = "", 1, 1
    for piece in _PIECES.finditer(code):
        if piece["end"]:
            if text.strip() and not text.lstrip().startswith(("*", "%*")):
                found.append((begin, text.strip()))
            text = ""
        elif not piece["comment"]:
            if not text.strip():
                lead = piece.group()
                begin = line + lead.count("\n", 0, len(lead) - len(lead.lstrip()))
            text += piece.group()
        line += piece.group().count("\n")
    return found
