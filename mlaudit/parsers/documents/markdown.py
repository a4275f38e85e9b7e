"""Markdown documents."""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.documents.document import read_document
from mlaudit.parsers.documents.markdown_parts import split_markdown
from mlaudit.parsers.documents.plain_parts import split_plain
from mlaudit.parsers.path_text import suffix_of

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")


def claims(path: str) -> bool:
    """Any Markdown file."""
    return suffix_of(path) in _SUFFIXES


def parse(path: str, data: bytes) -> Facts:
    """Read the commands and the instructions of a Markdown document."""
    return read_document(path, data, "markdown", split_markdown, split_plain)


PARSER = Parser("markdown", claims, parse)
"""Reads `*.md`, `*.markdown` and `*.mdx`."""
