"""How many steps a call may take, so that none takes what all others need."""

from __future__ import annotations

from collections.abc import Callable

from mlaudit.graph.python.evaluation import MAX_STEPS, BudgetSpentError, Evaluation, Site
from mlaudit.graph.python.values import Value, unknown
from mlaudit.model.vocabulary import UnresolvedReason

_SMALLEST_SHARE = MAX_STEPS // 16
"""What every call may take as long as those around it have as much."""


def share_of(remaining: int) -> int:
    """How many steps a call may take of those that remain to the code that calls it."""
    return max(remaining * 5 // 8, min(remaining, _SMALLEST_SHARE))


def enter_within_share(
    run: Evaluation, follow: Callable[[], Value], name: str, site: Site
) -> Value:
    """Follow a call; one that takes more than its share is given up, and what follows goes on.

    Raises:
        BudgetSpentError: the calls around have spent their share, too.
    """
    outer = run.limit
    run.limit = run.steps + share_of(outer - run.steps)
    state = run.uncertain, run.settled, run.journal, run.unbound, run.tested, len(run.guards)
    try:
        return follow()
    except BudgetSpentError:
        if run.steps > outer:
            raise
        run.uncertain, run.settled, run.journal, run.unbound, run.tested, guards = state
        del run.guards[guards:]
        run.add_unresolved("read", name, site, UnresolvedReason.BOUND)
        return unknown(UnresolvedReason.BOUND, name)
    finally:
        run.limit = outer
