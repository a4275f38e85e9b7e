"""What the translation of one piece of code keeps while it runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from mlaudit.model.expression import Constant, Name
from mlaudit.model.immutable import immutable
from mlaudit.model.summary import Statement


@immutable
class Message:
    """A text that the code shows to a person: the argument of a raise, a print, an exit.

    Attributes:
        values: the syntax nodes of the text, which are shown one after the other.
        line: line of the joined source.
        scope: qualified name of the code around it, "" at top level.
    """

    values: tuple[ast.expr, ...]
    line: int
    scope: str


@immutable
class Definition:
    """Where a function or class stands: first and last line of the joined source."""

    first: int
    last: int
    name: str


@dataclass(slots=True)
class Translation:
    """The state of one translation.

    Attributes:
        offset: added to the line of every node (notebook cells are parsed one by one).
        substitutes: the statements that stand for each placeholder call, by its number.
        scope: names of the classes and functions around the current statement.
        messages: texts for people, in source order.
        definitions: functions and classes, in source order.
        names, texts: expressions that may be shared, because they are equal and immutable.
    """

    offset: int = 0
    substitutes: Mapping[int, tuple[Statement, ...]] = field(default_factory=dict)
    scope: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    names: dict[str, Name] = field(default_factory=dict)
    texts: dict[str, Constant] = field(default_factory=dict)

    def scope_at(self, line: int) -> str:
        """The qualified name of the innermost definition around a line, "" at top level."""
        found = ""
        for definition in self.definitions:
            if definition.first <= line <= definition.last:
                found = definition.name
        return found
