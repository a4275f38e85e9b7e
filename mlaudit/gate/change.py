"""Compares two verdicts: which steps and which work by hand a change adds and removes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from mlaudit.model.assessment import Action
from mlaudit.model.change import WorkflowChange
from mlaudit.model.report import ScanResult
from mlaudit.model.workflow import Step

_T = TypeVar("_T")
_Key = Callable[[_T], tuple[str, ...]]


def compare_workflows(
    before: ScanResult, after: ScanResult, revision: str, commit: str
) -> WorkflowChange:
    """What the second verdict has that the first has not, and the other way round.

    Args:
        before: of the commit that is compared with.
        after: of the work tree.
        revision, commit: as in WorkflowChange.
    """
    steps = _subtract(before.workflow.steps, after.workflow.steps, _STEP_KEYS)
    actions = _subtract(list_hand_work(before), list_hand_work(after), _ACTION_KEYS)
    return WorkflowChange(
        revision,
        commit,
        steps_added=steps[1],
        steps_removed=steps[0],
        actions_added=actions[1],
        actions_removed=actions[0],
    )


def _subtract(
    before: Sequence[_T], after: Sequence[_T], keys: Iterable[_Key[_T]]
) -> tuple[tuple[_T, ...], tuple[_T, ...]]:
    """What is left of both after pairs were taken away, by each key in turn."""
    gone, come = list(before), list(after)
    for key in keys:
        gone, come = _pair(gone, come, key)
    return tuple(gone), tuple(come)


def _pair(gone: list[_T], come: list[_T], key: _Key[_T]) -> tuple[list[_T], list[_T]]:
    waiting: dict[tuple[str, ...], list[_T]] = {}
    for item in gone:
        waiting.setdefault(key(item), []).append(item)
    left = []
    for item in come:
        same = waiting.get(key(item))
        if same:
            same.pop(0)
        else:
            left.append(item)
    remaining = {id(item) for items in waiting.values() for item in items}
    return [item for item in gone if id(item) in remaining], left


def list_hand_work(result: ScanResult) -> list[Action]:
    """Work by hand for any deliverable, each once.

    Of what is obtained in one go each file counts: one file more is one thing more to obtain.
    """
    found: dict[tuple[str, ...], Action] = {}
    for deliverable in result.assessment.deliverables:
        for action in deliverable.runbook:
            if action.manual and not action.gate:
                for single in action.parts or (action,):
                    found.setdefault(_name_action(single), single)
    return list(found.values())


def _name_step(step: Step) -> tuple[str, ...]:
    return (step.kind.value, step.id)


def _name_moved_step(step: Step) -> tuple[str, ...]:
    """What stays where a file moves to another folder."""
    return (step.kind.value, step.name.rpartition("/")[2])


def _name_action(action: Action) -> tuple[str, ...]:
    return (action.kind, action.what)


def _name_moved_action(action: Action) -> tuple[str, ...]:
    return (action.kind, action.what.rpartition("/")[2])


_STEP_KEYS: tuple[_Key[Step], ...] = (_name_step, _name_moved_step)
_ACTION_KEYS: tuple[_Key[Action], ...] = (_name_action, _name_moved_action)
