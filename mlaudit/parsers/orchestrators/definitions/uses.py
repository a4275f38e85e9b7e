"""Tasks as a flow uses them, and their order."""

from __future__ import annotations

import ast
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.values import text_of

Names: TypeAlias = dict[str, None]
"""Names of tasks, in order."""


@dataclass(slots=True)
class Use:
    """A task in a flow, for all calls of its function there.

    Attributes:
        name: of the function, unlike all others of the flow.
        function: (module or path, name); ("", name) of a task that is no function of the tree.
        line: of the first call.
        known: this file shows that it is a task; else another file must.
        after: names of the tasks that come before it.
        handed: (parameter, text) of what is written in its only call.
        calls: number of calls.
        call: the first of them.
    """

    name: str
    function: tuple[str, str]
    line: int
    known: bool
    after: dict[str, None] = field(default_factory=dict)
    handed: tuple[tuple[str, str], ...] = ()
    calls: int = 0
    call: ast.Call | None = None


@immutable
class Rules:
    """How a system starts tasks.

    Attributes:
        marks: qualified names of the decorators that make a function a task or a flow.
        sequential: a call in the foreground is over before the next statement.
        library: the first part of the names of the system's own functions.
    """

    marks: tuple[str, ...]
    sequential: bool
    library: str


def put_after(uses: dict[str, Use], name: str, before: Names) -> None:
    """Tasks come before another, unless that comes before them already."""
    for earlier in before:
        if earlier != name and earlier in uses and not _leads(uses, name, earlier):
            uses[name].after[earlier] = None


def _leads(uses: dict[str, Use], first: str, last: str) -> bool:
    """Does a task come before another, directly or not?"""
    waiting, seen = [last], {last}
    while waiting:
        for name in uses[waiting.pop()].after:
            if name == first:
                return True
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return False


def handed_to(call: ast.Call, constants: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What a call hands over that is known as text; positional values up to the first unknown."""
    found: list[tuple[str, str]] = []
    with suppress(ValueError):
        found += [("", _literal(value, constants)) for value in call.args]
    for item in call.keywords:
        with suppress(ValueError):
            found += [(item.arg, _literal(item.value, constants))] if item.arg else []
    return tuple(found)


def _literal(node: ast.expr, constants: dict[str, str]) -> str:
    text = text_of(node, constants)
    if text is None or "{" in text:
        raise ValueError
    return text
