"""Finds the notes of a file by the syntax of its comments."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import mlaudit.parsers.suppressions as package
from mlaudit.model.suppression import Suppression
from mlaudit.parsers.suppressions.syntax import Syntax


def find_suppressions(path: str, data: bytes) -> tuple[Suppression, ...]:
    """The notes of a file, in order; hardly any file has the words, and the others cost nothing."""
    if b"mlaudit" not in data or b"ignore" not in data:
        return ()
    return tuple(syntax_of(path).find(path, data))


def syntax_of(path: str) -> Syntax:
    """The syntax of the comments of a file."""
    by_default, *others = _syntaxes()
    claiming = (syntax for syntax in others if syntax.claims is not None and syntax.claims(path))
    return next(claiming, by_default)


@cache
def _syntaxes() -> tuple[Syntax, ...]:
    """All of them by the names of their modules, the one of all other files first."""
    found = []
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        imported = importlib.import_module(f"{package.__name__}.{module.name}")
        syntax = getattr(imported, "SYNTAX", None)
        if isinstance(syntax, Syntax):
            found.append(syntax)
    return tuple(sorted(found, key=lambda syntax: syntax.claims is not None))
