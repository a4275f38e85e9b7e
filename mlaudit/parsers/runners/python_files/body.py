"""What the body of a task function runs, in the order of its statements."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import field, replace

from mlaudit.model.immutable import immutable
from mlaudit.parsers.path_text import join_path
from mlaudit.parsers.runners.python_files.texts import (
    Known,
    constants_of,
    name_of_function,
    text_of,
)

Reader = Callable[["Place", ast.Call], Iterator["Found"]]
"""What one call runs, for the task runner in question."""


@immutable
class Place:
    """Where in a function a call stands.

    Attributes:
        directory: the working directory.
        known: names with the texts that they hold.
    """

    directory: str
    known: Known = field(default_factory=dict)


@immutable
class Found:
    """A command line, or the name of another task; and where it stands."""

    line: int
    directory: str
    command: str | None = None
    task: str | None = None
    environment: tuple[tuple[str, str], ...] = ()


def read_body(body: list[ast.stmt], place: Place, read: Reader) -> Iterator[Found]:
    """Everything that statements run; of alternatives all, of loops one round."""
    for statement in body:
        place = replace(place, known=constants_of([statement], place.known))
        inner = place
        for call in _calls(statement):
            yield from read(place, call)
        if isinstance(statement, ast.With):
            for item in statement.items:
                if isinstance(item.context_expr, ast.Call):
                    yield from read(place, item.context_expr)
                    inner = _changed(inner, item.context_expr)
        elif isinstance(statement, ast.For):
            varying = {n.id for n in ast.walk(statement.target) if isinstance(n, ast.Name)}
            known = {name: text for name, text in place.known.items() if name not in varying}
            inner = replace(place, known=known)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            place = _changed(place, statement.value)
        for name in ("body", "orelse", "finalbody", "handlers"):
            for nested in _blocks(statement, name):
                yield from read_body(nested, inner, read)


def _changed(place: Place, call: ast.Call) -> Place:
    """The place behind `session.chdir(…)`, or inside `with c.cd(…)`."""
    if name_of_function(call) not in ("chdir", "cd") or not call.args:
        return place
    folder = text_of(call.args[0], place.known)
    return place if folder is None else replace(place, directory=join_path(place.directory, folder))


def _calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls of a statement, without those of the statements inside it."""
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.expr):
            yield from sorted(
                (node for node in ast.walk(child) if isinstance(node, ast.Call)),
                key=lambda call: (call.lineno, call.col_offset),
            )


def _blocks(statement: ast.stmt, name: str) -> Iterator[list[ast.stmt]]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return
    found = getattr(statement, name, [])
    if name == "handlers":
        yield from (handler.body for handler in found)
    elif isinstance(found, list) and found:
        yield found
