"""Findings, grouped by rule: what costs most comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from mlaudit.model.finding import Finding
from mlaudit.model.vocabulary import Severity
from mlaudit.report.advice import tell_registering
from mlaudit.report.terminal.page import Page, Part, column, measure
from mlaudit.report.terminal.words import SEVERITY_STYLES, count

_LISTED = 5
"""Further findings of one rule that get a line unless all are to be written out."""
_SEVERITIES = tuple(Severity)


def write_findings(
    page: Page, findings: Sequence[Finding], advised: AbstractSet[str] = frozenset()
) -> None:
    """Write all groups; what costs nothing comes last and briefly, unless nothing else is found.

    Args:
        page: what is written to.
        findings: those to show.
        advised: fingerprints of those whose remedy stands above.
    """
    groups = group_findings(findings)
    if page.presentation.verbose:
        for group in groups:
            _write_all(page, group)
        return
    brief = [group for group in groups if _is_minor(group)]
    brief = brief if len(brief) < len(groups) else []
    for group in groups:
        if group not in brief:
            page.blank()
            _write_first(page, group, _advise(group[0], advised))
    if brief:
        page.blank()
        page.line(("These cost no points:", "bold"))
        for group in brief:
            _write_first(page, group, "")
    _write_remark(page, len(findings) - len(groups), len(brief))


def _write_remark(page: Page, left_out: int, brief: int) -> None:
    """Say what is not written out."""
    told = [f"the other {count(left_out, 'finding')}"] if left_out else []
    told += ["the remedies for what costs no points"] if brief else []
    if told:
        page.blank()
        page.line((f"--verbose writes out {' and '.join(told)}.", "dim"))


def _is_minor(group: Sequence[Finding]) -> bool:
    return not tell_points(_add_points(group)) and not _is_high(group)


def _is_high(group: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.HIGH for finding in group)


def _advise(finding: Finding, advised: AbstractSet[str]) -> str:
    return "See the best next step above." if finding.fingerprint in advised else finding.remedy


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


def _write_all(page: Page, group: Sequence[Finding]) -> None:
    """Write out every finding of a rule, with its evidence."""
    page.blank()
    alone = len(group) == 1
    _write_title(page, group, group[0] if alone else None)
    indent = 2 if alone else 4
    for finding in group:
        if not alone:
            page.line(*_tell_place(page, finding), indent=2)
        page.line(finding.message, indent=indent)
        page.row([("→", "good"), finding.remedy], [2], indent=indent)
        _write_evidence(page, finding, indent)


def _write_evidence(page: Page, finding: Finding, indent: int) -> None:
    for evidence in finding.evidence:
        place = page.place(evidence.place)
        page.line(("· ", "dim"), place, f"  {evidence.note}", indent=indent, hang=2)
    if finding.status == "new" and finding.family != "mlaudit":
        command = tell_registering(finding, page.presentation.root)
        page.line(("· ", "dim"), "a person does it: ", command, indent=indent)


def _write_first(page: Page, group: Sequence[Finding], remedy: str) -> None:
    """Write out the worst finding of a rule, and where the others are."""
    _write_title(page, group, group[0])
    page.line(group[0].message, indent=2)
    if remedy:
        page.row([("→", "good"), remedy], [2], indent=2)
    if group[1:]:
        _write_places(page, group[1:])


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
