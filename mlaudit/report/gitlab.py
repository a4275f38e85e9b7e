"""A report of Code Quality, which GitLab shows in a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format says what it holds.
"""

from __future__ import annotations

from typing import Any

from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Severity
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import to_json, visible
from mlaudit.report.locations import Locations, tell_cell
from mlaudit.report.news import list_told, number_equals

_SEVERITIES = {
    Severity.HIGH: "blocker",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(result: ScanResult, presentation: Presentation) -> str:
    """The JSON text: a list of the new findings, worst first."""
    locations = Locations(presentation)
    numbers = {id(finding): number for finding, number in number_equals(result.findings)}
    new = list_told(result)
    return to_json([_describe(finding, numbers[id(finding)], locations) for finding in new])


def _describe(finding: Finding, number: int, locations: Locations) -> dict[str, Any]:
    place = finding.place
    return {
        "description": visible(f"{tell_cell(place)}{finding.message} {finding.remedy}"),
        "check_name": finding.rule,
        "fingerprint": _sign(finding.fingerprint, number),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": locations.path(place.path),
            "lines": {"begin": locations.line(place)},
        },
    }


def _sign(fingerprint: str, number: int) -> str:
    """GitLab shows entries of one fingerprint once, so that equal findings need their number."""
    from hashlib import sha256

    text = f"{fingerprint}:{number}".encode("utf-8", "backslashreplace")
    return sha256(text).hexdigest()[:32]


REPORTER = Reporter("scan", "gitlab", render)
