"""DAGs, groups and tasks as a DAG file makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Reference,
    Value,
    parts_of,
    shown,
    text_of,
)

TASK_MARKS = ("task", "setup", "teardown")
"""Names of decorators of functions that are tasks, and the first parts of others (`task.bash`)."""
_NO_TASKS = frozenset({"BaseOperator", "BaseSensorOperator", "XComArg"})
_ENDINGS = ("Operator", "Sensor", "DbtTaskGroup", "OperatorAsync", "SensorAsync")


@dataclass(eq=False, slots=True)
class Task:
    """One task.

    Attributes:
        name: its id with those of the groups around it.
        made: the call that makes it.
        code: its function where it has one of the file, else None.
        kind: the class of its operator, or the decorator of its function.
        settings: what it is made with; what its DAG gives all tasks is in it.
        groups: the groups around it.
        before: the tasks that come before it.
    """

    name: str
    made: Made
    code: Code | None
    kind: str
    settings: dict[str, Value]
    groups: tuple[Made, ...]
    before: dict[Task, None] = field(default_factory=dict)

    def given(self, *names: str) -> Value:
        """A setting by the first of its names that is there."""
        return next((self.settings[name] for name in names if name in self.settings), None)

    def text(self, *names: str) -> str:
        """A setting as text, "" where it is not given."""
        return text_of(self.given(*names)) or ""


@dataclass(eq=False, slots=True)
class Dag:
    """A DAG.

    Attributes:
        name: its id.
        made: the call that makes it, or the call of its function.
        settings: what it is made with.
        line: where it stands.
        tasks: in the order in which they are made.
    """

    name: str
    made: Made
    settings: dict[str, Value]
    line: int
    tasks: list[Task] = field(default_factory=list)


def mark_of(code: Code, *names: str) -> Value:
    """The decorator of a function with one of these names (`task`: `task.bash`, too), or None."""
    for decorator in code.decorators:
        name = _dotted(decorator).split(".")
        if any(name[-1] == n or name[-2:-1] == [n] for n in names):
            return decorator
    return None


def mark_name(decorator: Value) -> str:
    """`bash` of `@task.bash(…)`."""
    return _dotted(decorator).rpartition(".")[2]


def mark_settings(decorator: Value) -> dict[str, Value]:
    """What stands in the brackets of a decorator; a first argument without a name is the id."""
    if not isinstance(decorator, Made):
        return {}
    first = {"": decorator.arguments[0]} if decorator.arguments else {}
    return {**first, **decorator.keywords}


def _dotted(value: Value) -> str:
    callee = value.callee if isinstance(value, Made) else value
    if isinstance(callee, Member):
        return f"{_dotted(callee.of)}.{callee.name}"
    return callee.name if isinstance(callee, Reference) else ""


def code_of(made: Made) -> Code | None:
    """The function of the file that a call starts, through `override`, `partial` and `expand`."""
    callee: Value = made.callee
    while isinstance(callee, Member | Made):
        callee = callee.of if isinstance(callee, Member) else callee.callee
    return callee if isinstance(callee, Code) else None


def settings_of(made: Made) -> dict[str, Value]:
    """All settings of a call, those of `partial` and `override` before it with them."""
    found = dict(made.keywords)
    callee: Value = made.callee
    while isinstance(callee, Member):
        inner = callee.of
        if isinstance(inner, Made):
            found = {**inner.keywords, **found}
            callee = inner.callee
        else:
            break
    if isinstance(callee, Made):
        found = {**settings_of(callee), **found}
    return found


def operator_of(made: Made) -> str:
    """The class of the operator that a call makes, "" for other calls.

    `X.partial(…)` makes nothing before it is expanded.
    """
    callee = made.callee
    if isinstance(callee, Member) and callee.name.startswith("expand"):
        inner = callee.of
        partial = inner.callee if isinstance(inner, Made) else None
        if isinstance(partial, Reference) and partial.last == "partial":
            return _operator(partial.name.rpartition(".")[0])
        return ""
    return _operator(callee.name) if isinstance(callee, Reference) else ""


def _operator(name: str) -> str:
    last = name.rpartition(".")[2]
    return last if last.endswith(_ENDINGS) and last not in _NO_TASKS else ""


def is_call(value: Value, *names: str) -> bool:
    """Is it the result of calling something with one of these names?"""
    return isinstance(value, Made) and value.kind in names


def id_of(settings: dict[str, Value], name: str) -> str | None:
    """An id, by its name or as the first argument."""
    given = settings.get(name, settings.get(""))
    return None if given is None else shown(given)


def inside(value: Value) -> Iterator[Value]:
    """What a value hands over: itself, the items of lists and tables, and what members are of."""
    for part in parts_of(value):
        while isinstance(part, Member):
            part = part.of
        yield part
