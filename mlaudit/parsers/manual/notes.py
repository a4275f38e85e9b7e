"""Comments that speak to mlaudit: they tell a person nothing to do."""

from __future__ import annotations

from mlaudit.patterns import lazy_regex

WORD = lazy_regex(r"""([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']\S*))""")
"""A key with its value: in double quotes, in single ones, or bare."""
_PLAIN_WORD = r"""[\w-]+=(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*)"""
_WORDS = lazy_regex(rf"\s*{_PLAIN_WORD}(?:\s+{_PLAIN_WORD})*\s*")
_NOTE = lazy_regex(r"[#!:]*\s*mlaudit:")


def is_note(text: str) -> bool:
    """Is a comment, without its sign, a note for mlaudit or a line in which one may go on?"""
    return _NOTE.match(text) is not None or holds_words(text)


def holds_words(text: str) -> bool:
    """Does a comment, without its sign, hold nothing but keys with values?"""
    return _WORDS.fullmatch(text) is not None
