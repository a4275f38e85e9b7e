"""What is kept of a scan to draw how a project changes over time."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class DeliverableRecord:
    """What is kept of a deliverable; the attributes are those of `DeliverableAssessment`."""

    artifact: str
    kind: str
    proven: float
    optimistic: float
    level: int
    manual_actions: int
    undocumented: int


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a scan.

    Attributes:
        time: when the scan ended, in UTC, as ISO 8601 writes it: `2030-12-31T23:59:59Z`.
        commit: full name of the commit that was checked out, "" where there is none.
        clean: the tree is what the commit holds; None where that is not known.
        version: of mlaudit.
        score_version: of the definition of the score; scores of several ones do not compare.
        proven, optimistic, level: of the project; None where nothing could be assessed.
        manual_actions: actions by hand, over all deliverables, each once.
        undocumented: how many of them are written down nowhere.
        deliverables: the heaviest first.
        findings: (status, severity, number) of those that there are, whatever a profile shows.
    """

    time: str
    commit: str
    clean: bool | None
    version: str
    score_version: int
    proven: float | None
    optimistic: float | None
    level: int | None
    manual_actions: int
    undocumented: int
    deliverables: tuple[DeliverableRecord, ...] = ()
    findings: tuple[tuple[str, str, int], ...] = ()

    def repeats(self, other: Record) -> bool:
        """Does it say of the same commit what the other one says, at another time?"""
        return bool(self.commit) and replace(self, time=other.time) == other
