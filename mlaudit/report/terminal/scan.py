"""A scan for people: deliverables with what is done by hand, findings, score, numbers."""

from __future__ import annotations

from collections.abc import Sequence

from mlaudit.gate.change import list_hand_work
from mlaudit.model.assessment import DeliverableAssessment
from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.terminal.change import write_change
from mlaudit.report.terminal.deliverable import (
    find_causes,
    tell_hand_work,
    tell_score,
    write_deliverable,
)
from mlaudit.report.terminal.findings import tell_points, write_findings
from mlaudit.report.terminal.footer import write_footer
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.statistics import write_statistics
from mlaudit.report.terminal.words import count, name_command
from mlaudit.score.level import count_undocumented

_SHOWN = 5
"""Deliverables that are written out unless all are asked for."""


def render(result: ScanResult, presentation: Presentation) -> str:
    """The text of the report."""
    page = Page(presentation)
    advised = _write_deliverables(page, result)
    if result.listed:
        write_findings(page, result.listed, advised)
    _write_score(page, result)
    if result.change is not None:
        write_change(page, result.change)
    if not result.listed:
        page.blank()
        page.line(_tell_nothing_found(result))
    if presentation.statistics:
        write_statistics(page, result.by_rule)
    write_footer(page, result)
    return page.render()


def choose_main(
    deliverables: Sequence[DeliverableAssessment], verbose: bool
) -> tuple[DeliverableAssessment, ...]:
    """The deliverables that are written out: the heaviest ones, a few at most."""
    if verbose:
        return tuple(deliverables)
    heaviest = max((deliverable.weight for deliverable in deliverables), default=0.0)
    return tuple(d for d in deliverables if d.weight == heaviest)[:_SHOWN]


def _write_deliverables(page: Page, result: ScanResult) -> set[str]:
    """Write those that matter most; the fingerprints of findings whose remedy is told."""
    everything = result.assessment.deliverables
    shown = choose_main(everything, page.presentation.verbose)
    advised: set[str] = set()
    for number, deliverable in enumerate(shown):
        page.blank()
        causes = find_causes(deliverable.runbook, result.findings)
        write_deliverable(page, deliverable, shown[:number], causes)
        best = _find_best_step(deliverable, result)
        if best is not None and best.fingerprint not in advised:
            advised.add(best.fingerprint)
            _write_best_step(page, best)
    others = everything[len(shown) :] if shown else ()
    if others:
        page.blank()
        page.line((_tell_others(others, page.presentation.root), "dim"), hang=2)
    return advised


def _find_best_step(deliverable: DeliverableAssessment, result: ScanResult) -> Finding | None:
    """The finding about what a deliverable needs that costs most."""
    needed = next(
        (d for d in result.workflow.deliverables if d.artifact == deliverable.artifact), None
    )
    if needed is None:
        return None
    concerned = {needed.artifact, *needed.steps, *needed.artifacts, *needed.grouped}
    candidates = [f for f in result.findings if f.points > 0 and not concerned.isdisjoint(f.about)]
    return max(candidates, key=lambda finding: finding.points, default=None)


def _write_best_step(page: Page, finding: Finding) -> None:
    gain = tell_points(finding.points)
    page.line(
        ("Best next step: ", "bold"),
        (f"{gain}  " if gain else "", "good"),
        page.rule(finding.code, finding.rule),
        " ",
        f"{finding.subject}: {finding.remedy}" if finding.subject else finding.remedy,
        indent=2,
        hang=2,
    )


def _tell_others(others: Sequence[DeliverableAssessment], root: str) -> str:
    named = [f"{d.artifact} ({d.proven:.0f})" for d in others[:4]]
    more = len(others) - len(named)
    listed = ", ".join(named) + (f", {more} more" if more else "")
    command = name_command("runbook --dir", root)
    return f"{count(len(others), 'other deliverable')}: {listed} ({command})."


def _write_score(page: Page, result: ScanResult) -> None:
    score = result.assessment.score
    page.blank()
    if score.proven is None or score.optimistic is None:
        page.line(("No score: ", "bold"), score.reason or "nothing to assess was found")
        return
    page.line(("Score", "bold"), *tell_score(score.proven, score.optimistic, score.level), hang=2)
    if score.dimensions:
        page.line(" · ".join(f"{name} {value:.0f}" for name, value in score.dimensions), indent=2)
    actions = list_hand_work(result)
    if actions and len(result.assessment.deliverables) > 1:
        told = tell_hand_work(len(actions), count_undocumented(actions))
        page.line(f"For all deliverables together: {told}.", indent=2, hang=4)


def _tell_nothing_found(result: ScanResult) -> str:
    if result.baselined or result.ignored or result.documented:
        return "Nothing new."
    if result.hidden:
        return f"Nothing to act on; {count(result.hidden, 'smaller remark')} with --profile audit."
    if result.failures:
        return "Nothing was found, but not every rule could be applied."
    praise = " Well kept." if result.assessment.score.proven is not None else ""
    return f"Nothing was found that a person would have to know or do unaided.{praise}"


REPORTER = Reporter("scan", "text", render, encoding=None)
