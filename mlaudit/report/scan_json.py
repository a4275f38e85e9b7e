"""A scan as JSON, schema mlaudit/scan/1; only `seconds` differs between two runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mlaudit.model.assessment import Score
from mlaudit.model.finding import Evidence, Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.change_json import describe_change
from mlaudit.report.counts import count_workflow
from mlaudit.report.deliverable_json import describe_deliverable
from mlaudit.report.escape import to_json

SCHEMA = "mlaudit/scan/1"


def render(result: ScanResult, presentation: Presentation) -> str:
    """The JSON text."""
    document = build_scan(result, presentation.root)
    if presentation.statistics:
        document["statistics"] = [asdict(number) for number in result.by_rule]
    return to_json(document)


def build_scan(result: ScanResult, root: str) -> dict[str, Any]:
    """The plain data of the document."""
    change = result.change
    return {
        "schema": SCHEMA,
        "root": root,
        "version": result.version,
        "score": _describe_score(result.assessment.score),
        "deliverables": [describe_deliverable(d) for d in result.assessment.deliverables],
        "findings": [_describe_finding(finding) for finding in result.findings],
        **({} if change is None else {"change": describe_change(change)}),
        "stats": _count(result),
    }


def _describe_score(score: Score) -> dict[str, Any]:
    return {
        "proven": _round(score.proven),
        "optimistic": _round(score.optimistic),
        "level": score.level,
        "reason": score.reason,
        "dimensions": {name: round(value, 1) for name, value in score.dimensions},
        "score_version": score.score_version,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _describe_finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "status": finding.status,
        "path": finding.place.path,
        "line": finding.place.line,
        "cell": finding.place.cell,
        "scope": finding.scope,
        "subject": finding.subject,
        "message": finding.message,
        "remedy": finding.remedy,
        "evidence": [_describe_evidence(evidence) for evidence in finding.evidence],
        "points": round(finding.points, 2),
        "fingerprint": finding.fingerprint,
    }


def _describe_evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "path": evidence.place.path,
        "line": evidence.place.line,
        "note": evidence.note,
    }


def _count(result: ScanResult) -> dict[str, Any]:
    counts = count_workflow(result.workflow)
    return {
        "files": counts.files,
        "steps": counts.steps,
        "artifacts": counts.artifacts,
        "accesses": counts.accesses,
        "resolved": counts.resolved,
        "unresolved": counts.unresolved,
        "unread": counts.unread,
        "seconds": round(result.seconds, 2),
    }


REPORTER = Reporter("scan", "json", render)
