"""Findings, grouped by rule: what costs most comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mlaudit.model.finding import Finding
from mlaudit.model.vocabulary import Severity
from mlaudit.report.advice import tell_registering
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.words import SEVERITY_STYLES, count

_SHOWN = 3
"""Findings of one rule that are written out unless all are asked for."""
_SEVERITIES = tuple(Severity)


def write_findings(page: Page, findings: Sequence[Finding]) -> None:
    """Write all groups; one remark at the end where findings were left out."""
    left_out = 0
    for group in group_findings(findings):
        page.blank()
        _write_title(page, group)
        shown = group if page.presentation.verbose else group[:_SHOWN]
        for finding in shown:
            _write_finding(page, finding)
        if len(group) > len(shown):
            left_out += len(group) - len(shown)
            _write_places(page, group[len(shown) :])
    if left_out:
        page.blank()
        page.line((f"--verbose writes out the other {count(left_out, 'finding')}.", "dim"))


def group_findings(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of each rule; groups by their points, then severity, then code."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.code].append(finding)
    ordered = [sorted(group, key=_rank) for group in groups.values()]
    return sorted(ordered, key=lambda group: (-_add_points(group), *_rank(group[0])[1:]))


def tell_points(value: float) -> str:
    """`+9.4`, or nothing where mending it would not be seen."""
    return f"+{value:.1f}" if value >= 0.05 else ""


def _rank(finding: Finding) -> tuple[object, ...]:
    severity = _SEVERITIES.index(finding.severity)
    return (-round(finding.points, 6), severity, finding.code, finding.place.sort_key)


def _add_points(group: Sequence[Finding]) -> float:
    return round(sum(finding.points for finding in group), 6)


def _write_title(page: Page, group: Sequence[Finding]) -> None:
    first = group[0]
    worst = min((finding.severity for finding in group), key=_SEVERITIES.index)
    number = f"  {count(len(group), 'finding')}" if len(group) > 1 else ""
    gain = tell_points(_add_points(group))
    page.line(
        (first.code, "dim"),
        " ",
        (first.rule, "bold"),
        "  ",
        (worst.value, SEVERITY_STYLES[worst.value]),
        (number, "dim"),
        (f"  {gain}" if gain else "", "green"),
    )


def _write_finding(page: Page, finding: Finding) -> None:
    marks = [] if finding.confidence == "high" else [f"{finding.confidence.value} confidence"]
    marks += [] if finding.status == "new" else [finding.status]
    page.line(
        (str(finding.place), "cyan"), (f"  {', '.join(marks)}" if marks else "", "dim"), indent=2
    )
    page.line(finding.message, indent=4)
    page.row([("→", "green"), finding.remedy], [2], indent=4)
    if page.presentation.verbose:
        for evidence in finding.evidence:
            page.line(
                ("· ", "dim"), (str(evidence.place), "cyan"), f"  {evidence.note}", indent=4, hang=2
            )
        if finding.status == "new" and finding.family != "mlaudit":
            command = tell_registering(finding, page.presentation.root)
            page.line(("· ", "dim"), "a person does it: ", command, indent=4)


def _write_places(page: Page, findings: Sequence[Finding]) -> None:
    named = [str(finding.place) for finding in findings[:4]]
    more = len(findings) - len(named)
    text = ", ".join(named) + (f", {more} more" if more else "")
    page.line(("and at ", "dim"), (text, "cyan"), indent=2, hang=2)
