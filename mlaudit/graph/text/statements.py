"""Walks the statements of a summary with what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.facts import Facts
from mlaudit.model.immutable import immutable

_MAX_DEPTH = 60
_COMPOUND = (s.Function, s.If, s.Try, s.For, s.While, s.With, s.Class)


@immutable
class Around:
    """What stands around a statement.

    Attributes:
        function: the name of the innermost function, "" at the top level.
        test: the test of the innermost `if` in that function, or None.
        conditional: it stands under a test, in a handler, or in a `try` that handles an error.
    """

    function: str = ""
    test: e.Expression | None = None
    conditional: bool = False


Walked: TypeAlias = list[tuple[s.Statement, Around]]


def walk_files(facts: Mapping[str, Facts]) -> dict[str, tuple[s.Module, Walked]]:
    """The statements of every file of Python, by path; one walk serves all questions."""
    found = {}
    for path in sorted(facts):
        module = facts[path].module
        if module is not None:
            found[path] = (module, walk_statements(module.body))
    return found


def walk_statements(body: tuple[s.Statement, ...]) -> Walked:
    """Every statement in source order, those of functions and classes included."""
    found: Walked = []
    _walk(body, Around(), 0, found)
    return found


def _walk(body: tuple[s.Statement, ...], around: Around, depth: int, found: Walked) -> None:
    if depth > _MAX_DEPTH:
        return
    for statement in body:
        found.append((statement, around))
        if isinstance(statement, _COMPOUND):
            for inner, context in _bodies(statement, around):
                _walk(inner, context, depth + 1, found)


def _bodies(statement: s.Statement, around: Around) -> list[tuple[tuple[s.Statement, ...], Around]]:
    """What a statement holds, with what stands around that."""
    if isinstance(statement, s.Function):
        return [(statement.body, Around(statement.name))]
    if isinstance(statement, s.If):
        inside = Around(around.function, statement.test, True)
        return [(statement.body, inside), (statement.otherwise, inside)]
    if isinstance(statement, s.Try):
        inside = Around(around.function, around.test, True)
        tried = inside if statement.handlers else around
        handled = [(handler.body, inside) for handler in statement.handlers]
        rest = [(statement.otherwise, around), (statement.final, around)]
        return [(statement.body, tried), *handled, *rest]
    if isinstance(statement, s.For):
        return [(statement.body, around), (statement.otherwise, around)]
    return [(statement.body, around)] if isinstance(statement, s.While | s.With | s.Class) else []
