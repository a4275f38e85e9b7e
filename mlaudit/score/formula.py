"""The arithmetic of the score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mlaudit.model.assessment import Obligation
from mlaudit.score.documented import Blocked

WEIGHTS = {
    "inputs": 25.0,
    "order": 25.0,
    "artifacts": 20.0,
    "environment": 12.0,
    "release": 10.0,
    "assurance": 8.0,
}
"""Weight of each dimension; those without obligations leave the denominator."""


def rate_dimensions(
    obligations: Iterable[Obligation], optimistic: bool = False
) -> dict[str, float]:
    """Share of credit (0 to 1) of each dimension that has obligations, in the order of WEIGHTS."""
    earned: dict[str, float] = defaultdict(float)
    wanted: dict[str, float] = defaultdict(float)
    for obligation in obligations:
        credit = obligation.optimistic if optimistic else obligation.proven
        earned[obligation.dimension] += obligation.weight * credit
        wanted[obligation.dimension] += obligation.weight
    return {name: earned[name] / wanted[name] for name in WEIGHTS if wanted[name] > 0}


def rate(dimensions: dict[str, float]) -> float:
    """The score (0 to 100) of a deliverable from its dimensions; 100 where it has none."""
    total = sum(WEIGHTS[name] for name in dimensions)
    if not total:
        return 100.0
    return 100 * sum(WEIGHTS[name] * share for name, share in dimensions.items()) / total


def points_of(blocked: Sequence[Blocked], share: float) -> dict[int, float]:
    """What each blocking finding takes from the score, by index of the finding.

    Args:
        blocked: the obligations of one deliverable.
        share: weight of the deliverable in the total, from 0 to 1.
    """
    wanted: dict[str, float] = defaultdict(float)
    for item in blocked:
        wanted[item.obligation.dimension] += item.obligation.weight
    total = sum(WEIGHTS[name] for name in wanted)
    lost: dict[int, float] = defaultdict(float)
    for item in blocked:
        obligation = item.obligation
        if item.finding is not None:
            part = WEIGHTS[obligation.dimension] / total
            part *= obligation.weight / wanted[obligation.dimension]
            lost[item.finding] += 100 * share * part * (1 - obligation.proven)
    return lost


def mean(values: Iterable[tuple[float, float]]) -> float:
    """The mean of (value, weight) pairs; the weights must not add up to 0."""
    pairs = list(values)
    return sum(value * weight for value, weight in pairs) / sum(weight for _, weight in pairs)
