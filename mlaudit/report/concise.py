"""One line for each new finding, as compilers print them: terminals and editors lead there."""

from __future__ import annotations

from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.advice import tell_ways
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import disarm, visible
from mlaudit.report.locations import Locations, tell_cell
from mlaudit.report.news import list_told, tell_counts
from mlaudit.report.terminal.words import name_command


def render(result: ScanResult, presentation: Presentation) -> str:
    """The lines, by severity, then what to do about them, and a line with numbers."""
    locations = Locations(presentation)
    lines = [tell_finding(finding, locations) for finding in list_told(result)]
    if result.new:
        scan = name_command("scan", presentation.root)
        lines += [f"How to mend it: `{visible(scan)}`", *tell_ways(result, presentation.root)]
    return "\n".join([*lines, tell_counts(result)]) + "\n"


def tell_finding(finding: Finding, locations: Locations) -> str:
    """`src/train.py:31: INP001 untracked-input message`; the line is that of the file."""
    place = finding.place
    start = f"{locations.clickable(place.path)}:{locations.line(place)}:"
    text = f"{start} {finding.code} {finding.rule} {tell_cell(place)}{finding.message}"
    return disarm(visible(text))


REPORTER = Reporter("scan", "concise", render, encoding=None)
