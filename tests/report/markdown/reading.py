"""Reads Markdown as GitHub does: tables, links that are found in text, HTML."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("gfm-like", {"html": True})


def _walk(markdown: str) -> Iterator[Token]:
    for token in _READER.parse(markdown):
        yield token
        yield from token.children or ()


def kinds(markdown: str) -> set[tuple[str, str]]:
    """What a page is made of: kinds of token but text and code, and the HTML in it."""
    return {
        (token.type, token.content if token.type == "html_inline" else token.tag)
        for token in _walk(markdown)
        if token.type not in ("text", "text_special", "code_inline", "inline")
    }


def texts(markdown: str) -> list[str]:
    """What stands on the page as text, in which mentions are found; not what is code."""
    found: list[str] = []
    for token in _READER.parse(markdown):
        if token.type == "inline":
            found.append(
                "".join(c.content for c in token.children or () if c.type.startswith("text"))
            )
    return found


def rows(markdown: str) -> list[list[str]]:
    """The rows of the tables below their heads, each a list of its cells as they are shown."""
    found: list[list[str]] = []
    for token in _READER.parse(markdown):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and found:
            found[-1].append("".join(c.content for c in token.children or ()))
        elif token.type == "table_close":
            break
    return found[1:]
