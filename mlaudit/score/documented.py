"""What an obligation earns whose finding a registered manual step answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mlaudit.model.assessment import Obligation
from mlaudit.model.immutable import immutable
from mlaudit.runbook import REGISTERED
from mlaudit.score.demand import Question


@immutable
class Blocked:
    """An obligation as it counts.

    Attributes:
        obligation: with its credit.
        finding: index of the finding that blocks it, or None.
        documented: a registered manual step answers that finding.
    """

    obligation: Obligation
    finding: int | None
    documented: bool = False


def raise_documented(found: Sequence[tuple[Question, Blocked]]) -> tuple[Blocked, ...]:
    """The obligations; documented ones earn what a command does that a document tells.

    Where nothing is left to ask once what is asked about is mended, they earn no more than the
    least that others of the dimension do: mending them takes them out of the mean, and must not
    lower it.
    """
    least: dict[str, float] = {}
    for question, blocked in found:
        if not (blocked.documented and _may_vanish(question)):
            raised, dimension = _raise(blocked, REGISTERED), blocked.obligation.dimension
            credit = raised.obligation.proven
            least[dimension] = min(credit, least.get(dimension, credit))
    return tuple(
        _raise(blocked, min(REGISTERED, least.get(blocked.obligation.dimension, 0.0)))
        if _may_vanish(question)
        else _raise(blocked, REGISTERED)
        for question, blocked in found
    )


def _may_vanish(question: Question) -> bool:
    return question.passing or question.obligation.kind == "interaction"


def _raise(blocked: Blocked, credit: float) -> Blocked:
    """With at least that credit, where it is documented."""
    if not blocked.documented:
        return blocked
    obligation = blocked.obligation
    proven, best = (max(had, credit) for had in (obligation.proven, obligation.optimistic))
    return replace(blocked, obligation=replace(obligation, proven=proven, optimistic=best))
