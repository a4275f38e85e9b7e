"""Pieces of Python inside files of other formats."""

from __future__ import annotations

import ast
import warnings

from mlaudit.collector import without_collection


def parse_python(source: str) -> ast.Module | None:
    """The syntax tree of scanned code, or None where it is no Python; never warns about it."""
    with without_collection(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
