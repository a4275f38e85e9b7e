"""The page: what a change adds, what is made by how many hands, findings, runbooks folded away."""

from __future__ import annotations

from collections.abc import Sequence

from mlaudit.model.assessment import DeliverableAssessment
from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.advice import tell_ways
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.counts import count_workflow
from mlaudit.report.escape import disarm
from mlaudit.report.locations import Locations, tell_cell
from mlaudit.report.markdown.actions import fold_actions, write_change
from mlaudit.report.markdown.text import cell, code, escape, prose
from mlaudit.report.news import list_told, tell_counts
from mlaudit.report.terminal.deliverable import tell_actions, tell_score
from mlaudit.report.terminal.scan import choose_main
from mlaudit.report.terminal.words import count

MARK = "<!-- mlaudit -->"
"""The first line, by which a job finds the comment that it wrote before."""
MAX_BYTES = 65_000
"""GitHub takes 65,536 characters in a comment, and 1 MiB in the summary of a step."""
_ROOM = 2_000
"""Bytes for what stands below the findings: numbers, and what is left out."""


def render(result: ScanResult, presentation: Presentation) -> str:
    """The page, cut at whole rows and lists where it would be refused as too long."""
    shown = choose_main(result.assessment.deliverables, presentation.verbose)
    sheet = _Sheet(MAX_BYTES - _ROOM)
    sheet.add(f"{MARK}\n### mlaudit: {tell_counts(result)}\n\n")
    if result.change is not None:
        sheet.add(f"{write_change(result.change)}\nWhat is made, and how:\n\n")
    told = sum(sheet.add(_tell_headline(deliverable)) for deliverable in shown)
    others = len(result.assessment.deliverables) - told
    _write_table(sheet, list_told(result), Locations(presentation))
    ways = tell_ways(result, presentation.root)
    if ways:
        sheet.end(" ".join(map(prose, ways)))
    folded = sum(sheet.add(fold_actions(deliverable)) for deliverable in shown)
    if others:
        sheet.end(f"{count(others, 'other deliverable')} not shown: `mlaudit runbook` lists them.")
    if folded < len(shown):
        sheet.end("Not every runbook found room here: `mlaudit runbook` lists them.")
    sheet.end(_tell_numbers(result))
    return disarm(sheet.text())


class _Sheet:
    """Blocks of Markdown, as long as they find room."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._blocks: list[str] = []

    def add(self, block: str) -> bool:
        """Take a block; false, and nothing, where it finds no room."""
        size = len(block.encode("utf-8", "backslashreplace"))
        if size > self._room:
            return False
        self._room -= size
        self._blocks.append(block)
        return True

    def end(self, paragraph: str) -> None:
        """Take a paragraph for which room was kept."""
        self._blocks.append(f"\n{paragraph}\n")

    def text(self) -> str:
        """All blocks."""
        return "".join(self._blocks)


def _write_table(sheet: _Sheet, findings: Sequence[Finding], locations: Locations) -> None:
    if not findings:
        sheet.add("\nNothing new to act on.\n")
        return
    sheet.add("\n| | Where | What a person must know or do | How to mend it |\n|---|---|---|---|\n")
    for number, finding in enumerate(findings):
        if not sheet.add(_tell_row(finding, locations)):
            left_out = count(len(findings) - number, "finding")
            sheet.end(f"{left_out} with less weight left out here: `mlaudit scan` shows them.")
            return


def _tell_row(finding: Finding, locations: Locations) -> str:
    place = finding.place
    where = code(f"{locations.path(place.path)}:{locations.line(place)}")
    within = f"<br>{tell_cell(place).rstrip(': ')}" if place.cell is not None else ""
    others = len(finding.places) - 1
    more = f"<br>and {count(others, 'other place')}" if others else ""
    what = f"{prose(finding.message)} ({finding.code} {escape(finding.rule)})"
    cells = (finding.severity.value, f"{where}{within}{more}", what, prose(finding.remedy))
    return f"| {' | '.join(map(cell, cells))} |\n"


def _tell_headline(deliverable: DeliverableAssessment) -> str:
    score = tell_score(deliverable.proven, deliverable.optimistic, deliverable.level)
    told = ", ".join("".join(text for text, _ in score).strip().split("  "))
    return (
        f"- {code(deliverable.artifact)} ({escape(deliverable.kind)}): {told}. "
        f"{tell_actions(deliverable)}\n"
    )


def _tell_numbers(result: ScanResult) -> str:
    counts = count_workflow(result.workflow)
    seen = (
        count(counts.files, "file"),
        count(counts.steps, "step"),
        f"{count(counts.accesses, 'access')} ({counts.unresolved} unresolved)",
        f"{counts.unread} unread",
    )
    failed = f" {count(len(result.failures), 'rule')} failed." if result.failures else ""
    return f"{', '.join(seen)}.{failed}"


REPORTER = Reporter("scan", "markdown", render)
