"""The entries of a baseline as a list, by file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mlaudit.gate.baseline.entries import Entry
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.words import count


def render(entries: Sequence[Entry], presentation: Presentation) -> str:
    """The text of the list; its last line says how many there are."""
    page = Page(presentation)
    for path, members in groupby(entries, key=lambda entry: entry.path):
        page.blank()
        page.line((_name(path), "place"))
        for entry in members:
            where = f"  in {entry.scope}" if entry.scope else ""
            times = f"  {entry.count} times" if entry.count > 1 else ""
            told = (entry.subject, (where, "dim"), (times, "caution"))
            page.line((entry.rule, "dim"), "  ", *told, indent=2, hang=8)
    page.blank()
    page.line((f"{count(len(entries), 'entry')} in the baseline", "bold"))
    return page.render()


def _name(path: str) -> str:
    return "the project as a whole" if path == "." else path


REPORTER = Reporter("baseline", "text", render, encoding=None)
