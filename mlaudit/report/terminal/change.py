"""What a change adds to the workflow and takes from it."""

from __future__ import annotations

from collections.abc import Sequence

from mlaudit.model.assessment import Action
from mlaudit.model.change import WorkflowChange
from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Step
from mlaudit.report.terminal.page import Page, column
from mlaudit.report.terminal.words import AUTOMATION_STYLES, count, verb, whereabouts

_SHOWN = 8
"""Rows of one sign that are written out unless all are asked for."""
_NAME = 10
"""Digits of a commit that are shown."""


def write_change(page: Page, change: WorkflowChange) -> None:
    """The sentence that sums the change up, and a row for each step and action."""
    page.blank()
    page.line(
        (f"Against {change.revision}", "bold"),
        (f" ({change.commit[:_NAME]})", "dim"),
        f": {tell_change(change)}",
        hang=2,
    )
    for sign, style, steps, actions in (
        ("+", "caution", change.steps_added, change.actions_added),
        ("-", "good", change.steps_removed, change.actions_removed),
    ):
        rows = [*map(_describe_action, actions), *map(_describe_step, steps)]
        _write_rows(page, (sign, style), rows)


def tell_change(change: WorkflowChange) -> str:
    """`this change adds 1 undocumented step: run notebooks/fix.ipynb.`"""
    hidden = [a for a in change.actions_added if a.automation is Automation.HIDDEN]
    told = len(change.actions_added) - len(hidden)
    added = []
    if hidden:
        named = f"{verb(hidden[0])} {hidden[0].what}" + (", …" if len(hidden) > 1 else "")
        added.append(f"{count(len(hidden), 'undocumented step')}: {named}")
    if told:
        be = "is" if told == 1 else "are"
        added.append(f"{count(told, 'action')} by hand that {be} written down")
    if added:
        return f"this change adds {', and '.join(added)}."
    if change.actions_removed:
        return f"this change takes {count(len(change.actions_removed), 'action')} by hand away."
    return "this change adds no work by hand."


def _write_rows(page: Page, sign: tuple[str, str], rows: Sequence[Sequence[str]]) -> None:
    shown = rows if page.presentation.verbose else rows[:_SHOWN]
    first = column((row[0] for row in shown), 12)
    second = column((row[1] for row in shown), 60)
    for what, name, where, style in shown:
        page.row([sign, what, name, (where, style)], [2, first, second], indent=2)
    if len(rows) > len(shown):
        page.line(sign, (f" {len(rows) - len(shown)} more (--verbose)", "dim"), indent=2)


def _describe_action(action: Action) -> tuple[str, str, str, str]:
    style = AUTOMATION_STYLES[action.automation]
    return verb(action), action.what, whereabouts(action), style


def _describe_step(step: Step) -> tuple[str, str, str, str]:
    told = f"{step.kind.value}, {step.automation.value}"
    return "step", step.id, told, AUTOMATION_STYLES[step.automation]
