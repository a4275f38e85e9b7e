"""Ways through the code of which it is not known which one is taken.

Attributes and items of dicts are changed in place. On each way they have the
values that this way gives them, and where the ways come together any of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from mlaudit.graph.python.evaluation import Change, Evaluation
from mlaudit.graph.python.values import Value, join

Result = TypeVar("Result")


def write(
    run: Evaluation, store: dict[Any, Value], key: Any, value: Value, *, surely: bool = True
) -> None:
    """Change an attribute or an item of a dict.

    The old value stays possible where the change may not happen: because it is not known which
    object is meant (not `surely`), or whether the code runs, on no way that is followed by itself.
    """
    old = store.get(key)
    if run.journal is not None:
        run.journal.setdefault((id(store), key), Change(store, key, old))
    if old is not None and (not surely or run.uncertain > run.settled):
        value = join([old, value], str(key))
    store[key] = value


def follow_each(
    run: Evaluation,
    ways: Sequence[Callable[[], Result]],
    goes_on: Callable[[Result], bool] = lambda result: True,
) -> list[Result]:
    """Follow every way from the same state, and join what they change.

    Args:
        run: the evaluation.
        ways: what to follow; one of them is what happens.
        goes_on: does what comes next see the changes of a way with this result?
    """
    results: list[Result] = []
    changed: list[dict[tuple[int, Any], Value]] = []
    met: dict[tuple[int, Any], Change] = {}
    for way in ways:
        with _Apart(run) as changes:
            results.append(way())
        changed.append(_undo(changes))
        for key, change in changes.items():
            met.setdefault(key, change)
    seen = [
        values for values, result in zip(changed, results, strict=True) if goes_on(result)
    ] or changed
    for key, change in met.items():
        values = [found for each in seen if (found := each.get(key, change.old)) is not None]
        if values:
            write(run, change.store, change.key, join(values, str(change.key)))
    return results


@contextmanager
def perhaps(run: Evaluation) -> Iterator[None]:
    """The body may not run: it sees its own changes, what follows both these and the old values."""
    with _Apart(run) as changes:
        yield
    for key, value in _undo(changes).items():
        old = changes[key].old
        both = value if old is None else join([old, value], str(changes[key].key))
        write(run, changes[key].store, changes[key].key, both)


class _Apart:
    """A way that is followed by itself; gives what changes on it. A generator would be slower."""

    __slots__ = ("changes", "outside", "run")

    def __init__(self, run: Evaluation) -> None:
        self.run = run
        self.outside = run.journal, run.settled
        self.changes: dict[tuple[int, Any], Change] = {}

    def __enter__(self) -> dict[tuple[int, Any], Change]:
        run = self.run
        run.uncertain += 1
        run.journal, run.settled = self.changes, run.uncertain
        return self.changes

    def __exit__(self, *error: object) -> None:
        self.run.journal, self.run.settled = self.outside
        self.run.uncertain -= 1


def _undo(changes: dict[tuple[int, Any], Change]) -> dict[tuple[int, Any], Value]:
    """Give back the old values; the new ones, by store and key."""
    values: dict[tuple[int, Any], Value] = {}
    for key, change in changes.items():
        found = change.store.get(change.key)
        if found is not None:
            values[key] = found
        if change.old is None:
            change.store.pop(change.key, None)
        else:
            change.store[change.key] = change.old
    return values
