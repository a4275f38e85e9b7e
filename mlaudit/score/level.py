"""The level: a minimum, where the score is a mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlaudit.model.assessment import Action, Obligation
from mlaudit.model.vocabulary import Automation

MOST_ACTIONS = 2
"""By hand at level 3: prepare the environment, and the one command."""


def count_manual(actions: Iterable[Action]) -> int:
    """Actions by hand; deliberate gates are counted apart."""
    return sum(action.manual and not action.gate for action in actions)


def count_undocumented(actions: Iterable[Action]) -> int:
    """Actions by hand that are written down nowhere."""
    return sum(
        action.manual and not action.gate and action.automation == Automation.HIDDEN
        for action in actions
    )


def find_level(obligations: Sequence[Obligation], actions: Sequence[Action]) -> int:
    """0 remembered, 1 written down, 2 scripted, 3 one command, 4 continuous."""
    if count_undocumented(actions):
        return 0
    if not _is_scripted(obligations):
        return 1
    if not _is_one_command(obligations) or count_manual(actions) > MOST_ACTIONS:
        return 2
    return 4 if _is_continuous(obligations, actions) else 3


def _least(obligations: Sequence[Obligation], dimension: str, *kinds: str) -> float:
    """The lowest credit; 1 where nothing of the kind is demanded."""
    return min(
        (
            o.proven
            for o in obligations
            if o.dimension == dimension and (not kinds or o.kind in kinds)
        ),
        default=1.0,
    )


def _is_scripted(obligations: Sequence[Obligation]) -> bool:
    return (
        _least(obligations, "inputs") >= 0.6
        and _least(obligations, "order", "run", "producer") >= 0.7
        and _least(obligations, "order", "interaction") >= 1
        and _least(obligations, "environment") >= 0.4
    )


def _is_one_command(obligations: Sequence[Obligation]) -> bool:
    return (
        _least(obligations, "inputs") >= 0.95
        and _least(obligations, "order", "run", "edge", "producer") >= 1
        and _least(obligations, "artifacts") >= 0.8
        and _least(obligations, "environment") >= 0.9
    )


def _is_continuous(obligations: Sequence[Obligation], actions: Sequence[Action]) -> bool:
    """Nothing is left to a person but deliberate gates."""
    return (
        count_manual(actions) == 0
        and _least(obligations, "order", "trigger") >= 1
        and _least(obligations, "release") >= 1
        and _least(obligations, "assurance") >= 1
    )
