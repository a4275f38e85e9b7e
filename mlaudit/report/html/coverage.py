"""What was looked at and what was not understood: nothing is left out without a number."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.report.advice import tell_ways
from mlaudit.report.counts import count_workflow
from mlaudit.report.html.markup import Content, Element, code, prose, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.terminal.words import count
from mlaudit.report.unresolved import list_unresolved

_SHOWN = 400


def write_coverage(subject: Subject) -> Element:
    """The section at the end."""
    result = subject.result
    workflow = result.workflow
    open_: list[Content] = [
        [code(str(access.place)), f" {access.mode}, ", code(access.via), f": {access.reason}"]
        for access in list_unresolved(workflow)
    ]
    problems: list[Content] = [
        [code(str(one.place)), f" {one.reason}"] for one in workflow.problems
    ]
    skipped: list[Content] = [
        [code(one.path), f" {one.reason}"] for one in workflow.project.skipped
    ]
    return tag(
        "section",
        tag("h2", "What was looked at"),
        _write_numbers(subject),
        [tag("p", tag("b", "Note: "), note) for note in workflow.project.notes],
        [tag("p", tag("b", "Failed: "), f"{name}: {why}") for name, why in result.failures],
        _fold("Accesses whose file could not be told", open_),
        _fold("Files that could not be read, or in part", problems),
        _fold("Left out", skipped),
        _fold("In the baseline, found no more", [" ".join(one) for one in result.stale]),
        [tag("p", prose(way)) for way in tell_ways(result, subject.presentation.root)],
        id="coverage",
    )


def _write_numbers(subject: Subject) -> Element:
    counts = count_workflow(subject.result.workflow)
    told = (
        count(counts.files, "file"),
        count(counts.steps, "step"),
        count(counts.artifacts, "artifact"),
        f"{count(counts.accesses, 'access')}, {counts.unresolved} of them unresolved",
        f"{counts.unread} unread",
        f"{count(counts.skipped, 'path')} skipped",
    )
    return tag("ul", (tag("li", one) for one in told), class_="numbers")


def _fold(title: str, rows: Iterable[Content]) -> Content:
    listed = list(rows)
    if not listed:
        return None
    more = len(listed) - _SHOWN
    return tag(
        "details",
        tag("summary", f"{title} ({len(listed)})"),
        tag("ul", (tag("li", row) for row in listed[:_SHOWN])),
        tag("p", f"and {more} more: `mlaudit scan --format json` has them") if more > 0 else None,
        class_="plain",
    )
