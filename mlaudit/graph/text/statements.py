"""Walks the statements of a summary with what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mlaudit.model import expression as e
from mlaudit.model import summary as s

_MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a statement.

    Attributes:
        function: the name of the innermost function, "" at the top level.
        test: the test of the innermost `if`, or None.
        conditional: it stands under a test, in a handler, or in a `try` that handles an error.
        depth: of the nesting.
    """

    function: str = ""
    test: e.Expression | None = None
    conditional: bool = False
    depth: int = 0

    def deeper(self, *, test: e.Expression | None = None, conditional: bool = False) -> Around:
        """What stands around the statements inside."""
        return replace(
            self,
            test=test or self.test,
            conditional=self.conditional or conditional,
            depth=self.depth + 1,
        )


def walk_statements(
    body: tuple[s.Statement, ...], around: Around | None = None
) -> Iterator[tuple[s.Statement, Around]]:
    """Every statement in source order, those of functions and classes included."""
    around = around or Around()
    if around.depth > _MAX_DEPTH:
        return
    for statement in body:
        yield statement, around
        for inner, context in _bodies(statement, around):
            yield from walk_statements(inner, context)


def _bodies(
    statement: s.Statement, around: Around
) -> Iterator[tuple[tuple[s.Statement, ...], Around]]:
    plain = around.deeper()
    if isinstance(statement, s.Function):
        yield statement.body, Around(statement.name, None, False, plain.depth)
    elif isinstance(statement, s.If):
        inside = around.deeper(test=statement.test, conditional=True)
        yield statement.body, inside
        yield statement.otherwise, inside
    elif isinstance(statement, s.Try):
        yield statement.body, around.deeper(conditional=bool(statement.handlers))
        for handler in statement.handlers:
            yield handler.body, around.deeper(conditional=True)
        yield statement.otherwise, plain
        yield statement.final, plain
    elif isinstance(statement, s.For):
        yield statement.body, plain
        yield statement.otherwise, plain
    elif isinstance(statement, s.While | s.With | s.Class):
        yield statement.body, plain
