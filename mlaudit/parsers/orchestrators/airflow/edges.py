"""Order between tasks: shifts, chains and results that are handed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.airflow.tasks import Task, inside, settings_of
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Made,
    Member,
    Reference,
    Value,
    parts_of,
)

_NO_ORDER = frozenset(
    {"dag", "task_group", "default_args", "executor_config", "pool", "on_failure_callback",
     "on_success_callback", "on_retry_callback", "inlets", "outlets", "params"}
)  # fmt: skip
"""Settings that may hold other tasks without waiting for them."""
_CHAINS = ("chain", "chain_linear", "cross_downstream")


@immutable
class _Group:
    """All tasks of a group, as one end of an order."""

    tasks: tuple[Task, ...]


_End = Task | _Group


def link_tasks(
    made: Iterable[Made], tasks: Mapping[Made, Task], groups: Mapping[Made, str]
) -> None:
    """Note for every task which others come before it."""
    linker = _Linker(tasks, groups)
    for item in made:
        linker.read(item)
    linker.finish()


class _Linker:
    def __init__(self, tasks: Mapping[Made, Task], groups: Mapping[Made, str]) -> None:
        self._tasks = tasks
        self._members = {
            group: _Group(tuple(t for t in tasks.values() if group in t.groups)) for group in groups
        }
        self._late: list[tuple[_End, _End]] = []

    def read(self, made: Made) -> None:
        """The order that one result of a call says."""
        if isinstance(made.callee, Reference) and made.callee.name in (">>", "<<"):
            sides = [list(self._ends(side)) for side in made.arguments]
            self._link(*(sides if made.callee.name == ">>" else reversed(sides)))
        elif made.kind in _CHAINS:
            self._chain(made)
        elif isinstance(made.callee, Member) and made.callee.name.startswith("set_"):
            own = list(self._ends(made.callee.of))
            others = [end for value in made.arguments for end in self._ends(value)]
            down = made.callee.name == "set_downstream"
            self._link(*((own, others) if down else (others, own)))
        elif isinstance(made.callee, Member) and made.callee.name == "as_teardown":
            setups = list(self._ends(made.given("setups", place=0)))
            self._link(setups, list(self._ends(made.callee.of)))
        elif made in self._tasks:
            self._link(list(self._handed(made)), [self._tasks[made]])

    def _handed(self, made: Made) -> Iterator[_End]:
        named = {n: v for n, v in settings_of(made).items() if n not in _NO_ORDER}
        for value in (*made.arguments, *named.values()):
            for part in inside(value):
                if isinstance(part, Made) and part is not made:
                    yield from self._ends(part)

    def _chain(self, made: Made) -> None:
        """Lists of the same length that follow each other in `chain` are joined pair by pair."""
        steps = [step for step in made.arguments if any(True for _ in self._ends(step))]
        for first, second in pairwise(steps):
            pairs = isinstance(first, tuple) and isinstance(second, tuple)
            if made.kind == "chain" and pairs and len(first) == len(second):  # type: ignore[arg-type]
                for before, after in zip(first, second, strict=True):  # type: ignore[arg-type]
                    self._link(list(self._ends(before)), list(self._ends(after)))
            else:
                self._link(list(self._ends(first)), list(self._ends(second)))

    def _ends(self, value: Value) -> Iterator[_End]:
        """The tasks and groups that a value stands for; what is none leaves a chain unbroken."""
        for part in parts_of(value):
            if isinstance(part, Member):
                yield from self._ends(part.of)
            elif isinstance(part, Made):
                yield from self._ends_of(part)

    def _ends_of(self, made: Made) -> Iterator[_End]:
        if made in self._tasks:
            yield self._tasks[made]
        elif made in self._members:
            yield self._members[made]
        elif isinstance(made.callee, Reference) and made.callee.name in (">>", "<<"):
            left, right = made.arguments
            yield from list(self._ends(right)) or list(self._ends(left))
        elif made.kind in _CHAINS and made.arguments:
            yield from self._ends(made.arguments[-1])
        elif isinstance(made.callee, Member):
            yield from self._ends(made.callee.of)

    def _link(self, before: Iterable[_End], after: Iterable[_End]) -> None:
        later = list(after)
        for first in before:
            for second in later:
                if isinstance(first, Task) and isinstance(second, Task):
                    if first is not second:
                        second.before[first] = None
                else:
                    self._late.append((first, second))

    def finish(self) -> None:
        """What waits for a group waits for its last tasks; a group waits with its first ones."""
        for first, second in self._late:
            for before in _last(first):
                for after in _first(second):
                    if before is not after:
                        after.before[before] = None


def _last(end: _End) -> tuple[Task, ...]:
    if isinstance(end, Task):
        return (end,)
    earlier = {before for task in end.tasks for before in task.before}
    return tuple(task for task in end.tasks if task not in earlier)


def _first(end: _End) -> tuple[Task, ...]:
    if isinstance(end, Task):
        return (end,)
    return tuple(task for task in end.tasks if not any(b in end.tasks for b in task.before))
