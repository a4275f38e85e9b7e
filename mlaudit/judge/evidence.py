"""Places that rules show beside the one that a finding stands at."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.graph.analysis.declarations import Gap
from mlaudit.model.finding import Evidence
from mlaudit.model.workflow import Access


def accesses_shown(accesses: Iterable[Access]) -> tuple[Evidence, ...]:
    """Where artifacts are touched, and how: `reads data.csv`, `writes model.pkl`."""
    return tuple(Evidence(a.place, f"{a.mode}s {a.artifact}") for a in accesses)


def omissions_shown(gap: Gap) -> tuple[Evidence, ...]:
    """Where a stage touches what its definition leaves out."""
    return tuple(
        Evidence(o.access.place, f"{gap.name} {o.access.mode}s {o.access.artifact}")
        for o in gap.omissions
    )
