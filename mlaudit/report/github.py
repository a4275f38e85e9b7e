"""Annotations of GitHub, as commands that a workflow's log carries.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands says how they
are written; actions/toolkit (packages/core/src/command.ts) says how they are escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Severity
from mlaudit.report.advice import tell_ways
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.concise import tell_finding
from mlaudit.report.escape import disarm, visible
from mlaudit.report.locations import Locations, tell_cell
from mlaudit.report.news import list_told, tell_counts

SHOWN = 10
"""Annotations of one level that GitHub shows of a step; it drops the others without a word."""
_LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning"}


def render(result: ScanResult, presentation: Presentation) -> str:
    """The commands, worst first; what GitHub would drop stands below them as plain lines."""
    locations = Locations(presentation)
    shown, others = _split(list_told(result))
    lines = [_annotate(level, finding, locations) for level, finding in shown]
    if others:
        lines.append(f"Not shown as annotations, {SHOWN} of a level at most:")
        lines.extend(f"  {tell_finding(finding, locations)}" for finding in others)
    ways = tell_ways(result, presentation.root)
    return "\n".join([*lines, *ways, tell_counts(result)]) + "\n"


def _split(findings: Sequence[Finding]) -> tuple[list[tuple[str, Finding]], list[Finding]]:
    by_level: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_level[_LEVELS.get(finding.severity, "notice")].append(finding)
    shown = [(level, finding) for level, group in by_level.items() for finding in group[:SHOWN]]
    return shown, [finding for group in by_level.values() for finding in group[SHOWN:]]


def _annotate(level: str, finding: Finding, locations: Locations) -> str:
    properties = {
        "file": locations.path(finding.place.path),
        "line": str(locations.line(finding.place)),
        "title": f"{finding.code} {finding.rule}",
    }
    listed = ",".join(f"{name}={_escape_property(text)}" for name, text in properties.items())
    message = f"{tell_cell(finding.place)}{finding.message} {finding.remedy}"
    return f"::{level} {listed}::{_escape(message)}"


def _escape(text: str) -> str:
    return disarm(visible(text)).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


REPORTER = Reporter("scan", "github", render)
