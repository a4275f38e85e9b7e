"""Plain-text documents: README, INSTALL and the like without a markup."""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.documents.document import read_document
from mlaudit.parsers.documents.plain_parts import split_plain
from mlaudit.parsers.path_text import stem_of, suffix_of

_STEMS = ("readme", "install", "howto", "usage", "runbook", "getting_started", "instructions")


def claims(path: str) -> bool:
    """`README` and its like, without an extension or with `.txt`."""
    if suffix_of(path) not in ("", ".txt"):
        return False
    stem = stem_of(path).lower().replace("-", "_")
    return stem.startswith("readme") or stem in _STEMS


def parse(path: str, data: bytes) -> Facts:
    """Read the commands and the instructions of a plain text."""
    return read_document(path, data, "text", split_plain, split_plain)


PARSER = Parser("text", claims, parse)
"""Reads README files without a markup."""
