"""Findings, grouped by rule: what costs most comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mlaudit.model.finding import Finding
from mlaudit.model.vocabulary import Severity
from mlaudit.report.advice import tell_registering
from mlaudit.report.terminal.page import Page, Part, column, measure
from mlaudit.report.terminal.words import SEVERITY_STYLES, count

_LISTED = 5
"""Further findings of one rule that get a line unless all are to be written out."""
_SEVERITIES = tuple(Severity)


def write_findings(page: Page, findings: Sequence[Finding]) -> None:
    """Write all groups; one remark at the end where findings were left out."""
    left_out = 0
    for group in group_findings(findings):
        page.blank()
        shown = group if page.presentation.verbose else group[:1]
        _write_title(page, group, shown[0] if len(shown) == 1 else None)
        for finding in shown:
            _write_finding(page, finding, alone=len(shown) == 1)
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


def _write_title(page: Page, group: Sequence[Finding], alone: Finding | None) -> None:
    """The line above a group, with the place of the finding where one alone is written out."""
    first = group[0]
    worst = min((finding.severity for finding in group), key=_SEVERITIES.index)
    number = f"  {count(len(group), 'finding')}" if len(group) > 1 else ""
    gain = tell_points(_add_points(group))
    place: list[Part] = [] if alone is None else ["  ", *_tell_place(page, alone)]
    page.line(
        page.rule(first.code, first.rule),
        " ",
        (first.rule, "bold"),
        "  ",
        (worst.value, SEVERITY_STYLES[worst.value]),
        (number, "dim"),
        (f"  {gain}" if gain else "", "good"),
        *place,
        hang=2,
    )


def _tell_place(page: Page, finding: Finding) -> list[Part]:
    marks = [] if finding.confidence == "high" else [f"{finding.confidence.value} confidence"]
    marks += [] if finding.status == "new" else [finding.status]
    return [page.place(finding.place), (f"  {', '.join(marks)}" if marks else "", "dim")]


def _write_finding(page: Page, finding: Finding, *, alone: bool) -> None:
    indent = 2 if alone else 4
    if not alone:
        page.line(*_tell_place(page, finding), indent=2)
    page.line(finding.message, indent=indent)
    page.row([("→", "good"), finding.remedy], [2], indent=indent)
    if page.presentation.verbose:
        for evidence in finding.evidence:
            page.line(
                ("· ", "dim"),
                page.place(evidence.place),
                f"  {evidence.note}",
                indent=indent,
                hang=2,
            )
        if finding.status == "new" and finding.family != "mlaudit":
            command = tell_registering(finding, page.presentation.root)
            page.line(("· ", "dim"), "a person does it: ", command, indent=indent)


def _write_places(page: Page, findings: Sequence[Finding]) -> None:
    """The same is to be done about these, so where and about what is enough."""
    named = findings[:_LISTED]
    places = column((str(finding.place) for finding in named), 44)
    for finding in named:
        place = page.place(finding.place)
        if measure(place[0]) < places:
            page.row([("also ", "dim"), place, finding.subject], [6, places], indent=2)
        else:
            page.line(("also  ", "dim"), place, f"  {finding.subject}", indent=2, hang=6)
    if len(findings) > len(named):
        page.line((f"and {len(findings) - len(named)} more", "dim"), indent=2)
