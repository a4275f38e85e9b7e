"""What the simple tests of code say of a file name: its outline, with `{}` for what varies."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

_PIECE = lazy_regex(
    r"\\(?P<escaped>[^\w\s])"
    r"|(?P<open>(?:\\[dws.]|\.|\[\^?\]?[^\]]*\])(?:[*+?]|\{\d+(?:,\d*)?\})?\??)"
    r"|(?P<plain>[\w\- ,/=@%~])(?![*+?{])"
    r"|(?P<group>\((?:\?:)?|\)(?![*+?{]))"
)
"""One piece of a pattern that is simple enough: a letter, something that varies, a bracket."""
_HOLES = lazy_regex(r"(?:\{\})+")
VARYING = "{}"
"""What stands for a part that varies."""


def outline_of_end(name: str, text: str) -> str:
    """What `startswith(text)` or `endswith(text)` says."""
    return text + VARYING if name == "startswith" else VARYING + text


def outline_of_wildcards(name: str, pattern: str) -> str | None:
    """What `fnmatch.fnmatch` with a pattern says; None where it lists letters."""
    if "[" in pattern or "{" in pattern:
        return None
    return _tidy(re.sub(r"[*?]+", VARYING, pattern))


def outline_of_expression(name: str, pattern: str) -> str | None:
    """What `re.search`, `re.match` or `re.fullmatch` of a simple pattern says; else None."""
    begins, ends = pattern.startswith("^"), pattern.endswith("$") and not pattern.endswith("\\$")
    rest, found = pattern[begins : len(pattern) - ends], ""
    while rest:
        piece = _PIECE.match(rest)
        if piece is None:
            return None
        rest = rest[piece.end() :]
        found += piece["escaped"] or piece["plain"] or (VARYING if piece["open"] else "")
    before = "" if begins or name != "search" else VARYING
    return _tidy(before + found + ("" if ends or name == "fullmatch" else VARYING))


def _tidy(outline: str) -> str | None:
    """One hole where several meet; None where nothing is said."""
    tidy = _HOLES.sub(VARYING, outline)
    return None if tidy in ("", VARYING) else tidy
