"""Executes loops: over known values once a value, all others once."""

from __future__ import annotations

from contextlib import nullcontext

from mlaudit.graph.python.assignment import assign, label_of
from mlaudit.graph.python.branching import perhaps
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.iteration import take_within
from mlaudit.graph.python.objects import elements_of
from mlaudit.graph.python.operations import is_exact, truth
from mlaudit.graph.python.rounds import AGAIN, LEAVE, Rounds
from mlaudit.graph.python.values import (
    Known,
    ListValue,
    PathValue,
    UnknownValue,
    Value,
    unknown,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.vocabulary import UnresolvedReason

MAX_ROUNDS = 12
"""Most rounds of a `while` loop that are followed one by one."""


def leave_loop(run: Evaluation, node: s.Leave, frame: Frame) -> str:
    """`break` and `continue`: the loop goes on from what the variables are here."""
    frame.left.append((node.again, dict(frame.scope.variables)))
    return AGAIN if node.again else LEAVE


def execute_for(run: Evaluation, node: s.For, frame: Frame) -> str | None:
    """`for target in iterable`, with its `else`."""
    iterable = run.evaluate(run, node.iterable, frame)
    items, complete = elements_of(run, iterable, Site(frame, node.line), label_of(node.target))
    rounds = Rounds(run, frame)
    with nullcontext() if complete else perhaps(run):
        for item in take_within(items, run.spender(), label_of(node.target)):
            assign(run, node.target, item, frame)
            if not rounds.execute(node.body):
                break
    return rounds.finish(node.otherwise, certain=complete and not run.uncertain)


def execute_while(run: Evaluation, node: s.While, frame: Frame) -> str | None:
    """`while test`: as often as the test is known to hold, else once."""
    endless = isinstance(node.test, e.Constant)
    rounds = Rounds(run, frame)
    mark, results = run.record.mark(), len(run.results)
    first = dict(frame.scope.variables)
    held = True
    for number in range(MAX_ROUNDS + 1):
        state = truth(run.evaluate(run, node.test, frame))
        if state is False or (state is None and number):
            break
        held = held and state is True and number < MAX_ROUNDS
        if number == MAX_ROUNDS:
            run.record.rewind(mark)
            while len(run.results) > results:
                run.results.popitem()
            _forget_changes(first, frame)
            rounds.broken.clear()
            rounds.execute(node.body)
            break
        before = _sizes(frame)
        with perhaps(run) if state is None else nullcontext():
            goes_on = rounds.execute(node.body)
        if not goes_on or not _advances(before, _sizes(frame), endless):
            break
    return rounds.finish((), certain=(endless or held) and not run.uncertain)


def _sizes(frame: Frame) -> dict[str, tuple[Value, int]]:
    """The variables, with the lengths of lists, which change in place."""
    return {
        name: (value, len(value.items) if isinstance(value, ListValue) else 0)
        for name, value in frame.scope.variables.items()
    }


def _advances(
    before: dict[str, tuple[Value, int]], after: dict[str, tuple[Value, int]], endless: bool
) -> bool:
    """Has a round changed what is known, so that the next one differs from it?

    A loop without a test of its own must have changed nothing else, or it would not end.
    """
    changed = [now for name, now in after.items() if before.get(name) != now]
    known = [isinstance(value, PathValue | ListValue) or is_exact(value) for value, _ in changed]
    return all(known) and bool(known) if endless else any(known)


def _forget_changes(first: dict[str, Value], frame: Frame) -> None:
    """A loop of too many rounds: what it changes varies."""
    for name, value in list(frame.scope.variables.items()):
        if value is not first.get(name) and isinstance(value, Known | PathValue | UnknownValue):
            frame.scope.variables[name] = unknown(UnresolvedReason.DATA, name)
