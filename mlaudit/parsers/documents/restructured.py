"""reStructuredText documents."""

from __future__ import annotations

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.documents.document import read_document
from mlaudit.parsers.documents.plain_parts import split_plain
from mlaudit.parsers.documents.restructured_parts import split_restructured
from mlaudit.parsers.path_text import suffix_of


def claims(path: str) -> bool:
    """Any reStructuredText file."""
    return suffix_of(path) in (".rst", ".rest")


def parse(path: str, data: bytes) -> Facts:
    """Read the commands and the instructions of a reStructuredText document."""
    return read_document(path, data, "restructuredtext", split_restructured, split_plain)


PARSER = Parser("restructuredtext", claims, parse)
"""Reads `*.rst`."""
