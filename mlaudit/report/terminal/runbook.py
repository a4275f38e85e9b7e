"""Runbooks for people: everything that must happen, what runs by itself included."""

from __future__ import annotations

from mlaudit.model.report import Runbooks
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.terminal.actions import number_actions, write_actions
from mlaudit.report.terminal.deliverable import write_heading
from mlaudit.report.terminal.page import Page


def render(runbooks: Runbooks, presentation: Presentation) -> str:
    """The text of the report."""
    page = Page(presentation)
    for deliverable in runbooks.deliverables:
        page.blank()
        write_heading(page, deliverable)
        write_actions(page, number_actions(deliverable.runbook), {})
    if not runbooks.deliverables:
        page.line("No deliverable was found: no model, report or release that the code makes.")
    return page.render()


REPORTER = Reporter("runbook", "text", render, encoding=None)
