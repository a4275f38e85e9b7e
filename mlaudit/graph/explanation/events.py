"""What happened while code was followed: a tree of evaluations, calls and bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.graph.explanation.roles import Role
from mlaudit.graph.python.evaluation import Frame, Site
from mlaudit.graph.python.values import Arguments, Value
from mlaudit.model import expression as e
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.summary import Statement


@dataclass(eq=False, slots=True)
class Evaluated:
    """One evaluation of one expression.

    Attributes:
        expression, frame: what was evaluated, and where.
        line: of the statement.
        parent: what it is a part of.
        role: what it is for in its statement, None inside a larger expression.
        children: what happened on the way.
        value: the outcome, None until it is known.
        known: of a name, its bindings so far, latest last.
    """

    expression: e.Expression
    frame: Frame
    line: int
    parent: Event | None
    role: Role | None = None
    children: list[Event] = field(default_factory=list)
    value: Value | None = None
    known: tuple[Binding, ...] = ()

    @property
    def place(self) -> Place:
        """Where the expression stands; calls know their own line."""
        line = self.expression.line if isinstance(self.expression, e.Call) else self.line
        return self.frame.place(line)

    def part(self, expression: e.Expression) -> Evaluated | None:
        """The last evaluation of a part of the expression, or None."""
        for child in reversed(self.children):
            if isinstance(child, Evaluated) and child.expression is expression:
                return child
        return None

    def calls(self) -> Iterator[Called]:
        """The calls that the expression itself makes."""
        return (child for child in self.children if isinstance(child, Called))


@dataclass(eq=False, slots=True)
class Called:
    """One call of a value; `earlier` is the equal call whose result it took."""

    callee: Value
    arguments: Arguments
    site: Site
    parent: Event | None
    children: list[Event] = field(default_factory=list)
    value: Value | None = None
    earlier: Called | None = None


@dataclass(eq=False, slots=True)
class Executed:
    """One execution of a body of statements."""

    body: tuple[Statement, ...]
    frame: Frame
    parent: Event | None
    children: list[Event] = field(default_factory=list)


Event: TypeAlias = Evaluated | Called | Executed


@immutable
class Binding:
    """A name got a value.

    Attributes:
        name: the name.
        kind: the kind of the role, or "parameter".
        source: the evaluation of what gives the value, or the call that hands it over.
        value: of a parameter, what is handed over.
    """

    name: str
    kind: str
    source: Evaluated | Called
    value: Value | None = None


def results_of(called: Called) -> Iterator[Evaluated]:
    """The evaluations of what a call of scanned code returns or yields."""
    waiting: list[Event] = list((called.earlier or called).children)
    while waiting:
        event = waiting.pop(0)
        if isinstance(event, Called):
            yield from results_of(event)
        elif isinstance(event, Executed):
            waiting = [*event.children, *waiting]
        elif event.role is not None and event.role.kind == "return":
            yield event
        elif isinstance(event.expression, e.Yield):
            yield from (c for c in event.children if isinstance(c, Evaluated))
        elif isinstance(event.parent, Called) and event.role is None:
            yield event  # the body of a lambda
