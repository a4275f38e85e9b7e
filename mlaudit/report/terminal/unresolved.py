"""The accesses whose artifact could not be told, by reason, then by place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.terminal.page import Page, column
from mlaudit.report.terminal.words import count
from mlaudit.report.unresolved import UnresolvedAccess, list_unresolved


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The text of the table."""
    page = Page(presentation)
    found = list_unresolved(workflow)
    places = column((str(access.place) for access in found), max(page.width // 2, 20))
    calls = column((access.via for access in found), 32)
    for reason, group in groupby(found, key=lambda access: access.reason):
        accesses = list(group)
        page.blank()
        page.line((reason, "bold"), (f"  {count(len(accesses), 'access')}", "dim"))
        for access in accesses:
            _write_access(page, access, places, calls)
    page.blank()
    page.line(f"{count(len(found), 'access')} unresolved." if found else "Every access resolved.")
    return page.render()


def _write_access(page: Page, access: UnresolvedAccess, places: int, calls: int) -> None:
    steps = [step for step in access.steps if step != access.place.path]
    page.row(
        [
            (str(access.place), "place"),
            access.mode,
            access.via,
            (_tell_steps(steps), "dim"),
        ],
        [places, 7, calls],
        indent=2,
    )


def _tell_steps(steps: Sequence[str]) -> str:
    """The first step, and how many others there are."""
    if not steps:
        return ""
    return f"in {steps[0]}" + (f" and {len(steps) - 1} more" if steps[1:] else "")


REPORTER = Reporter("unresolved", "text", render, encoding=None)
