"""Backslashes in shell words: escapes, and the separators of Windows paths."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlaudit.patterns import lazy_regex

_CONTINUATION = lazy_regex(r"\\\r?\n")
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)
_DOUBLE_QUOTED = lazy_regex(r'\\([$`"\\\n])')
_GLOB = frozenset("*?[]{},~")
_ANSI = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_WINDOWS_PATH = lazy_regex(r"(?:--?[\w-]+=)?(?:[A-Za-z]:|[\w.~-]+)(?:\\[\w.-][\w.*-]*)+\\?")


def has_windows_paths(words: Iterable[str]) -> bool:
    r"""Whether every unquoted backslash among the words separates parts of a path.

    `python .\src\train.py` has no other use of the backslash, `find . -name \*.py` has one.
    """
    escaped = [word for word in map(_join_lines, words) if "\\" in word]
    return bool(escaped) and all(_WINDOWS_PATH.fullmatch(word) for word in escaped)


def unescape_unquoted(text: str, *, windows: bool) -> list[tuple[str, bool]]:
    """Pieces (text, quoted) of unquoted text; an escaped glob character is quoted."""
    text = _join_lines(text)
    if "\\" not in text:
        return [(text, False)]
    if windows:
        return [(text.replace("\\", "/"), False)]
    pieces: list[tuple[str, bool]] = []
    start = 0
    for match in _ESCAPE.finditer(text):
        pieces.append((text[start : match.start()], False))
        pieces.append((match[1], match[1] in _GLOB))
        start = match.end()
    pieces.append((text[start:], False))
    return [piece for piece in pieces if piece[0]]


def unescape_double_quoted(text: str) -> str:
    """The text that double quotes give: only `$`, backtick, quote and backslash are escaped."""
    return _DOUBLE_QUOTED.sub(lambda m: "" if m[1] == "\n" else m[1], text)


def unescape_ansi(text: str) -> str:
    """The text of `$'…'` with the escapes for control characters replaced."""
    return _ESCAPE.sub(lambda match: _ANSI.get(match[1], match[1]), text)


def _join_lines(text: str) -> str:
    return _CONTINUATION.sub("", text)
