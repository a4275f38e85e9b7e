"""Places that rules show beside the one that a finding stands at."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.finding import Evidence
from mlaudit.model.workflow import Access


def accesses_shown(accesses: Iterable[Access]) -> tuple[Evidence, ...]:
    """Where artifacts are touched, and how: `reads data.csv`, `writes model.pkl`."""
    return tuple(Evidence(a.place, f"{a.mode}s {a.artifact}") for a in accesses)
