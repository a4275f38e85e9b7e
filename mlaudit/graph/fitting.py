"""Does a name fit one of which parts vary? Whatever the two are, that is found out in time."""

from __future__ import annotations

import re
from functools import lru_cache

from mlaudit.patterns import lazy_regex

VARYING = lazy_regex(r"\{[^{}]*\}|\*\*/|\*\*|\*|\?")
LONGEST = 4_096
"""Characters of a name; no system opens longer paths."""
REMEMBERED = 1 << 14
"""Most names whose reading is kept; a tree of that size has no more artifacts."""
_FEW = 2
"""Parts that vary up to which an expression takes no longer than the square of a name's length."""
_ANY, _FOLDERS = ".*", "(?:.*/)?"
_WITHIN, _DIGITS = "[^/]*", "[0-9a-fA-F-]+"
_SPANNING = {"**/": _FOLDERS, "**": _ANY}
"""What stands for any number of folders, as an expression."""
_OF_CALLS = dict.fromkeys(("{hexdigest}", "{token_hex}", "{uuid1}", "{uuid4}"), _DIGITS)
"""Parts that vary as a call makes them: their letters, as an expression."""
_LETTERS = frozenset("0123456789abcdefABCDEF-")


@lru_cache(maxsize=REMEMBERED)
def fits(pattern: str, name: str) -> bool:
    """Can the name be one of those that the pattern stands for?"""
    if len(pattern) > LONGEST or len(name) > LONGEST:
        return pattern == name
    pieces = _split(pattern)
    if len(pieces) // 2 <= _FEW:
        return _expression(pattern).fullmatch(name) is not None
    reached = frozenset([0])
    for number, piece in enumerate(pieces):
        reached = _pass(piece, name, reached) if number % 2 else _find(piece, name, reached)
        if not reached:
            return False
    return len(name) in reached


@lru_cache(maxsize=REMEMBERED)
def _split(pattern: str) -> tuple[str, ...]:
    """Fixed text and, in between, the expressions of the parts that vary."""
    pieces = []
    position = 0
    for match in VARYING.finditer(pattern):
        varying = match.group()
        pieces.append(pattern[position : match.start()])
        pieces.append(_OF_CALLS.get(varying) or _SPANNING.get(varying, _WITHIN))
        position = match.end()
    return (*pieces, pattern[position:])


@lru_cache(maxsize=REMEMBERED)
def _expression(pattern: str) -> re.Pattern[str]:
    pieces = _split(pattern)
    texts = [piece if n % 2 else re.escape(piece) for n, piece in enumerate(pieces)]
    return re.compile("".join(texts))


def _find(piece: str, name: str, reached: frozenset[int]) -> frozenset[int]:
    """Where one is behind fixed text that begins at one of the places."""
    return frozenset(at + len(piece) for at in reached if name.startswith(piece, at))


def _pass(kind: str, name: str, reached: frozenset[int]) -> frozenset[int]:
    """Where one is behind a part that varies and begins at one of the places."""
    found = set() if kind == _DIGITS else set(reached)
    first = min(reached)
    if kind == _FOLDERS:
        found |= {at + 1 for at in range(first, len(name)) if name[at] == "/"}
        return frozenset(found)
    inside = False
    for at in range(first, len(name)):
        inside = (inside or at in reached) and _may_hold(kind, name[at])
        if inside:
            found.add(at + 1)
    return frozenset(found)


def _may_hold(kind: str, letter: str) -> bool:
    if kind == _DIGITS:
        return letter in _LETTERS
    return kind == _ANY or letter != "/"
