"""Values of definition files, as far as they are known."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.source import Function

MOST_PARTS = 2_000
"""Most parts of a value that are looked at."""
_LONGEST = 20_000
"""Longest text that is kept."""


@immutable
class Unknown:
    """A value that the file does not tell, and what the code calls it."""

    name: str


@immutable
class Reference:
    """Something of another module, or a name that the file does not explain: its dotted name."""

    name: str

    @property
    def last(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]


@dataclass(eq=False, slots=True)
class Code:
    """A function of the file.

    Attributes:
        function: its syntax.
        decorators: what stands above it, outermost first.
        scope: the names around it.
        receiver: of a method, the object that it was taken from, else None.
    """

    function: Function
    decorators: tuple[Value, ...]
    scope: Scope
    receiver: Instance | None = None

    def marked(self, name: str) -> bool:
        """Does a plain decorator of that name stand above it (`property`)?"""
        return any(isinstance(d, Reference) and d.last == name for d in self.decorators)


@dataclass(eq=False, slots=True)
class Kind:
    """A class of the file that inherits from nothing outside of it: what its body defines."""

    members: dict[str, Value]


@dataclass(eq=False, slots=True)
class Instance:
    """An object of a class of the file, with the attributes that it has so far."""

    kind: Kind
    attributes: dict[str, Value]


@immutable
class Member:
    """An attribute or an item of something that was made."""

    of: Value
    name: str


@dataclass(eq=False, slots=True)
class Made:
    """The result of a call that is not followed, or of an operator between such results.

    Attributes:
        callee: what was called; `Reference(">>")` and the like for operators.
        arguments, keywords: what it was called with.
        node: the code.
        context: what stood around it in `with` blocks, and the calls of the functions that were
            entered as a whole, outermost first.
    """

    callee: Value
    arguments: tuple[Value, ...]
    keywords: dict[str, Value]
    node: ast.expr
    context: tuple[Value, ...] = field(default=())

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.node.lineno

    @property
    def kind(self) -> str:
        """The last part of the name of what was called, "" where that has none."""
        return self.callee.last if isinstance(self.callee, Reference) else ""

    def given(self, *names: str, place: int | None = None) -> Value:
        """An argument by one of its names or its place; None where it is not given."""
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return None if place is None or place >= len(self.arguments) else self.arguments[place]


Value: TypeAlias = (
    "str | int | float | bytes | complex | tuple[Value, ...] | dict[str, Value] "
    "| Unknown | Reference | Code | Kind | Instance | Member | Made | None"
)
Scope: TypeAlias = "ChainMap[str, Value]"


def bounded(value: Value) -> Value:
    """The value unless it has grown beyond all that a person would write."""
    long = isinstance(value, str) and len(value) > _LONGEST
    many = isinstance(value, tuple | dict) and len(value) > MOST_PARTS
    return Unknown("x") if long or many else value


def shown(value: Value) -> str:
    """A value as part of a text; a hole for what is not known."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, Unknown | Member):
        return "{" + value.name + "}"
    return "{" + value.last + "}" if isinstance(value, Reference) else "{x}"


def text_of(value: Value) -> str | None:
    """A value as text, None for what is certainly none."""
    if value is None or isinstance(value, tuple | dict | bytes | complex | Code | Kind):
        return None
    return shown(value)


def known_text(value: Value) -> str:
    """The text of a value that is known whole, else ""."""
    return value if isinstance(value, str) and "{" not in value else ""


def texts_of(value: Value) -> tuple[str, ...]:
    """A text, or the texts of a list."""
    items = value if isinstance(value, tuple) else (value,)
    return tuple(text for item in items if (text := text_of(item)) is not None)


def parts_of(value: Value) -> Iterator[Value]:
    """What a value is made of, the value itself first; results of calls stay whole."""
    waiting = [value]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        if isinstance(part, tuple):
            waiting += reversed(part)
        elif isinstance(part, dict):
            waiting += reversed(part.values())
