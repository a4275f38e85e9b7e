"""The log as a whole, for viewers of SARIF and for the code scanning of GitHub.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ is the standard;
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support says what
GitHub takes of it. GitHub knows neither `suppressions` nor `baselineState` (github/codeql-action
issue 1230): it would open an alert for what a team has ignored, documented or accepted. So these
findings are left out, unless everything is asked for (`--verbose`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import to_json
from mlaudit.report.locations import Locations
from mlaudit.report.news import number_equals, worst_first
from mlaudit.report.sarif.limits import MAX_RESULTS, fits
from mlaudit.report.sarif.notifications import list_notifications
from mlaudit.report.sarif.places import BASE
from mlaudit.report.sarif.results import describe_result
from mlaudit.report.sarif.rules import describe_rules

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(result: ScanResult, presentation: Presentation) -> str:
    """The JSON text, with as many results, worst first, as GitHub takes."""
    chosen = _choose(result, presentation.verbose)
    kept = chosen[:MAX_RESULTS]
    while True:
        text = to_json(_build(result, presentation, kept, len(chosen) - len(kept)))
        if not kept or fits(text):
            return text
        kept = kept[: len(kept) // 2]


def _choose(result: ScanResult, everything: bool) -> list[tuple[Finding, int]]:
    """What other reports write out before the rest, worst first, each with its number."""
    numbers = {id(finding): number for finding, number in number_equals(result.findings)}
    listed = worst_first(result.listed)
    others = [finding for finding in result.findings if finding.status not in result.told]
    chosen = [*listed, *worst_first(others)] if everything else listed
    return [(finding, numbers[id(finding)]) for finding in chosen]


def _build(
    result: ScanResult,
    presentation: Presentation,
    kept: Sequence[tuple[Finding, int]],
    left_out: int,
) -> dict[str, Any]:
    locations = Locations(presentation)
    findings = [finding for finding, _ in kept]
    rules = describe_rules(findings)
    indexes = {rule["id"]: index for index, rule in enumerate(rules)}
    invocation = {
        "executionSuccessful": not result.failures,
        "toolExecutionNotifications": list_notifications(result, locations, left_out),
    }
    run = {
        "tool": {"driver": {"name": "mlaudit", "version": result.version, "rules": rules}},
        "automationDetails": {"id": _name_run(locations)},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {
            BASE: {"description": {"text": "The directory in which mlaudit was started."}}
        },
        "invocations": [invocation],
        "results": [
            describe_result(
                finding, number, indexes[finding.code], locations, bool(result.baseline)
            )
            for finding, number in kept
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _name_run(locations: Locations) -> str:
    """What tells the logs of several projects of one repository apart (GitHub: the category)."""
    return f"mlaudit/{locations.path('')}"


REPORTER = Reporter("scan", "sarif", render)
