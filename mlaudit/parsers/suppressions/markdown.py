"""Notes in Markdown: `<!-- mlaudit: ignore[rule] reason -->`.

In a paragraph, a list item, a heading or a row of a table they stand for that, else for the next
of these or the next block of code. In a block of code the comments of its language count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.covering import cover, find_in_code
from mlaudit.parsers.suppressions.hash import HASH
from mlaudit.parsers.suppressions.python import find_in_python
from mlaudit.parsers.suppressions.scanner import Scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPENING, _CLOSING = "<!--", "-->"
_CODE_SPAN = lazy_regex(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_PYTHON = lazy_regex(r"\{?(?:code-cell\}\s*)?\.?(?:i?python3?|py)\b", re.IGNORECASE)
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")


def find_in_markdown(path: str, text: str, cell: int | None = None) -> Iterator[Suppression]:
    """The notes in a document, or in a notebook cell of text."""
    from mlaudit.parsers.documents.markdown_parts import read_blocks

    found = Scan()
    notes: list[Suppression] = []
    row = 0
    for token in read_blocks(text)[1]:
        row = token.map[0] if token.type == "tr_open" and token.map else row
        if token.type in ("fence", "code_block"):
            notes.extend(_find_in_block(path, token, cell))
        if token.type in ("fence", "code_block", "heading_open", "paragraph_open", "tr_open"):
            _add_block(found, token)
        elif token.type == "inline":
            _add_comments(found, _CODE_SPAN.sub(_blank, token.content), _first(token, row))
        elif token.type == "html_block":
            _add_comments(found, token.content, _first(token, row))
            if _holds_more(token.content):
                _add_block(found, token)
    notes.extend(cover(path, found, cell))
    yield from sorted(notes, key=lambda note: note.place.sort_key)


def _first(token: Token, row: int) -> int:
    return (token.map[0] if token.map else row) + 1


def _add_block(found: Scan, token: Token) -> None:
    if token.map:
        found.add(token.map[0] + 1, token.map[1])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _add_comments(found: Scan, content: str, first: int) -> None:
    for start, end in _comments(content):
        line = first + content.count("\n", 0, start)
        inner = content[start + len(_OPENING) : end - len(_CLOSING)]
        found.comments.append((line, inner.strip()))


def _comments(content: str) -> Iterator[tuple[int, int]]:
    """Start and end of every comment."""
    start = content.find(_OPENING)
    while start >= 0:
        end = content.find(_CLOSING, start + len(_OPENING))
        if end < 0:
            return
        yield start, end + len(_CLOSING)
        start = content.find(_OPENING, end)


def _holds_more(content: str) -> bool:
    """Is there anything beside comments?"""
    position = 0
    for start, end in _comments(content):
        if content[position:start].strip():
            return True
        position = end
    return bool(content[position:].strip())


def _find_in_block(path: str, token: Token, cell: int | None) -> Iterator[Suppression]:
    """The notes in a block of code: an own one never leaves the block."""
    above = (token.map[0] if token.map else 0) + (token.type == "fence")
    if _PYTHON.match(token.info.strip()):
        return find_in_python(path, token.content, cell, above)
    return find_in_code(path, token.content, HASH, cell, above)


def find_in_document(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a file."""
    yield from find_in_markdown(path, text_of(data))


SYNTAX = Syntax("markdown", lambda path: suffix_of(path) in _SUFFIXES, find_in_document)
