"""Findings as results of SARIF."""

from __future__ import annotations

from typing import Any

from mlaudit.model.finding import Finding
from mlaudit.model.vocabulary import Severity
from mlaudit.patterns import lazy_regex
from mlaudit.report.escape import visible
from mlaudit.report.locations import Locations, tell_cell
from mlaudit.report.sarif.limits import MAX_LOCATIONS
from mlaudit.report.sarif.places import locate

LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning"}
"""Levels of severities; the others are a note."""
_SUPPRESSIONS = {"ignored": "inSource", "documented": "external"}
"""Where statuses are settled: beside the code, or as a registered manual step."""
_LINK = lazy_regex(r"\[(?=[^\]]*\]\()")


def describe_result(
    finding: Finding, number: int, rule: int, locations: Locations, compared: bool
) -> dict[str, Any]:
    """A finding.

    Args:
        finding: what is described.
        number: of it among findings with the same fingerprint.
        rule: index of its rule.
        locations: finds places.
        compared: the run was compared with a baseline; then each result says how it stands to it.
    """
    result = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level_of(finding.severity),
        "message": {
            "text": to_message(f"{tell_cell(finding.place)}{finding.message} {finding.remedy}")
        },
        "locations": [
            {"physicalLocation": locate(place, locations)}
            for place in finding.places[:MAX_LOCATIONS]
        ],
        "partialFingerprints": {"mlaudit/v1": f"{finding.fingerprint}:{number}"},
        "properties": {
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "scope": visible(finding.scope),
            "subject": visible(finding.subject),
            "points": round(finding.points, 2),
        },
    }
    if finding.evidence:
        result["relatedLocations"] = _list_evidence(finding, locations)
    if finding.status in _SUPPRESSIONS:
        result["suppressions"] = [
            {
                "kind": _SUPPRESSIONS[finding.status],
                "justification": visible(finding.reason) or finding.status,
            }
        ]
    if compared:
        result["baselineState"] = "unchanged" if finding.status == "baselined" else "new"
    return result


def level_of(severity: Severity) -> str:
    """`error`, `warning` or `note`."""
    return LEVELS.get(severity, "note")


def to_message(text: str) -> str:
    """Plain text in which a viewer finds no link: `[text](target)` would be one."""
    return _LINK.sub(r"\\[", visible(text))


def _list_evidence(finding: Finding, locations: Locations) -> list[dict[str, Any]]:
    return [
        {
            "id": index,
            "physicalLocation": locate(evidence.place, locations),
            "message": {"text": to_message(tell_cell(evidence.place) + evidence.note)},
        }
        for index, evidence in enumerate(finding.evidence[:MAX_LOCATIONS])
    ]
