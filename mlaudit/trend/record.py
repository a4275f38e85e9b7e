"""From the verdict of a scan to its record."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from mlaudit.discover.head import Head
from mlaudit.gate.change import list_hand_work
from mlaudit.model.report import ScanResult
from mlaudit.model.trend import DeliverableRecord, Record
from mlaudit.model.vocabulary import Automation, Severity

_SEVERITIES = tuple(severity.value for severity in Severity)


def make_record(result: ScanResult, head: Head, now: datetime) -> Record:
    """What is kept of a scan.

    Args:
        result: with the status of every finding, before any profile hides some of them, so that a
            change of settings is no bend of the line.
        head: what is checked out.
        now: an aware time.
    """
    score, hand_work = result.assessment.score, list_hand_work(result)
    return Record(
        time=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        commit=head.commit,
        clean=head.clean,
        version=result.version,
        score_version=score.score_version,
        proven=_round(score.proven),
        optimistic=_round(score.optimistic),
        level=score.level,
        manual_actions=len(hand_work),
        undocumented=sum(action.automation is Automation.HIDDEN for action in hand_work),
        deliverables=_list_deliverables(result),
        findings=_count_findings(result),
    )


def _list_deliverables(result: ScanResult) -> tuple[DeliverableRecord, ...]:
    return tuple(
        DeliverableRecord(
            artifact=deliverable.artifact,
            kind=deliverable.kind,
            proven=round(deliverable.proven, 1),
            optimistic=round(deliverable.optimistic, 1),
            level=deliverable.level,
            manual_actions=deliverable.manual_actions,
            undocumented=deliverable.undocumented,
        )
        for deliverable in result.assessment.deliverables
    )


def _count_findings(result: ScanResult) -> tuple[tuple[str, str, int], ...]:
    numbers = Counter((finding.status, finding.severity.value) for finding in result.findings)
    ordered = sorted(numbers.items(), key=lambda item: (item[0][0], _SEVERITIES.index(item[0][1])))
    return tuple((status, severity, number) for (status, severity), number in ordered)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
