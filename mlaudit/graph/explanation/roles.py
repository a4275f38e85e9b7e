"""What an expression is for in the statement that holds it."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.immutable import immutable


@immutable
class Role:
    """The part of an expression in its statement.

    Attributes:
        kind: "assign", "loop", "with", "return" or "default".
        targets: what gets its value: the targets, or the name of the parameter.
        line: of the statement.
    """

    kind: str
    targets: tuple[e.Expression, ...]
    line: int


def find_roles(module: s.Module) -> dict[int, Role]:
    """The roles of the expressions of a module, by identity; nested statements are included."""
    return {id(expression): role for expression, role in _walk(module.body)}


def _walk(body: tuple[s.Statement, ...]) -> Iterator[tuple[e.Expression, Role]]:
    for statement in body:
        yield from _own_roles(statement)
        for inner in _bodies(statement):
            yield from _walk(inner)


def _own_roles(statement: s.Statement) -> Iterator[tuple[e.Expression, Role]]:
    if isinstance(statement, s.Assign) and statement.value is not None:
        yield statement.value, Role("assign", statement.targets, statement.line)
    elif isinstance(statement, s.For):
        yield statement.iterable, Role("loop", (statement.target,), statement.line)
    elif isinstance(statement, s.With):
        for context, bound in statement.items:
            if bound is not None:
                yield context, Role("with", (bound,), statement.line)
    elif isinstance(statement, s.Return):
        yield statement.value, Role("return", (), statement.line)
    elif isinstance(statement, s.Function):
        for parameter in statement.parameters:
            if parameter.default is not None:
                name = e.Name(parameter.name)
                yield parameter.default, Role("default", (name,), statement.line)


def _bodies(statement: s.Statement) -> Iterator[tuple[s.Statement, ...]]:
    if isinstance(statement, s.Try):
        yield from (statement.body, statement.otherwise, statement.final)
        yield from (handler.body for handler in statement.handlers)
        return
    for name in ("body", "otherwise"):
        inner = getattr(statement, name, None)
        if isinstance(inner, tuple):
            yield inner


def names_of(target: e.Expression) -> Iterator[str]:
    """The names that an assignment target binds, attributes by their last part."""
    if isinstance(target, e.Name):
        yield target.identifier
    elif isinstance(target, e.Attribute):
        yield target.name
    elif isinstance(target, e.Item):
        yield ITEM
    elif isinstance(target, e.Starred):
        yield from names_of(target.value)
    elif isinstance(target, e.Collection):
        for element in target.elements:
            yield from names_of(element)


ITEM = "[]"
"""Stands for the name of `container[key]`."""
