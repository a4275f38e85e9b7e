"""The workflow for people: each step with what it reads and writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Access, Order, Step
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.counts import count_workflow
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.words import AUTOMATION_STYLES, count


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The text of the report."""
    page = Page(presentation)
    before: dict[str, list[Order]] = defaultdict(list)
    for order in workflow.orders:
        before[order.after].append(order)
    for step in sorted(workflow.steps, key=lambda step: step.id):
        page.blank()
        _write_step(page, step)
        _write_orders(page, before[step.id])
    counts = count_workflow(workflow)
    page.blank()
    numbers = (
        count(counts.files, "file"),
        count(counts.steps, "step"),
        count(counts.artifacts, "artifact"),
        f"{count(counts.accesses, 'access')}, {counts.unresolved} of them unresolved",
        f"{counts.unread} unread",
    )
    page.line((", ".join(numbers), "dim"))
    return page.render()


def _write_step(page: Page, step: Step) -> None:
    page.line(
        (step.id, "bold"),
        (f"  {step.kind.value}  ", "dim"),
        (step.automation.value, AUTOMATION_STYLES[step.automation]),
        hang=2,
    )
    if others := sorted(set(step.runs) - {step.path}):
        page.row([("runs", "dim"), ", ".join(others)], [8], indent=2)
    for word, accesses in (("reads", step.reads), ("writes", step.writes)):
        for artifact, places in _gather(accesses):
            page.row([(word, "dim"), artifact, (f"  {places}", "dim")], [8], indent=2)
    for access in step.unresolved:
        told = f"{access.reason.value} ({access.call}, {access.place})"
        page.row([(access.mode + "s", "dim"), ("unresolved: ", "caution"), told], [8], indent=2)


def _write_orders(page: Page, orders: Iterable[Order]) -> None:
    """Write what must come before a step; each other step once."""
    evidence: dict[str, dict[str, None]] = {}
    for order in sorted(orders, key=lambda order: order.before):
        evidence.setdefault(order.before, {}).update(dict.fromkeys(order.evidence))
    for step, words in evidence.items():
        page.row([("after", "dim"), step, (f"  {', '.join(words)}", "dim")], [8], indent=2)


def _gather(accesses: Iterable[Access]) -> list[tuple[str, str]]:
    """(artifact, where and through what) of accesses, by artifact."""
    found: dict[str, list[str]] = {}
    for access in sorted(accesses, key=lambda a: (a.artifact, a.place.sort_key, a.via)):
        told = f"{access.call} at {access.place}"
        if told not in found.setdefault(access.artifact, []):
            found[access.artifact].append(told)
    return [(artifact, ", ".join(places)) for artifact, places in found.items()]


REPORTER = Reporter("graph", "text", render, encoding=None)
