"""What a person does: for a deliverable, and because of a change."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.model.change import WorkflowChange
from mlaudit.report.markdown.text import code, html_code, prose
from mlaudit.report.terminal.actions import explain_action, number_actions
from mlaudit.report.terminal.change import tell_change
from mlaudit.report.terminal.words import count, verb, whereabouts

_SHOWN = 20
"""Actions that a change adds and that are written out."""


def fold_actions(deliverable: DeliverableAssessment) -> str:
    """What a person does for a deliverable, behind a click; nothing where that is nothing."""
    steps = list(_list_steps(deliverable))
    if not steps:
        return ""
    title = f"{html_code(deliverable.artifact)}: {count(len(steps), 'action')} by hand"
    return f"\n<details><summary>{title}</summary>\n\n{''.join(steps)}\n</details>\n"


def write_change(change: WorkflowChange) -> str:
    """The sentence that sums a change up, and what a person has to do from now on."""
    shown = change.actions_added[:_SHOWN]
    rows = [f"- {_tell_action(action)}\n" for action in shown]
    if len(change.actions_added) > len(shown):
        rows.append(f"- and {len(change.actions_added) - len(shown)} more\n")
    listed = f"\n{''.join(rows)}" if rows else ""
    return f"Against {code(change.revision)}: {prose(tell_change(change))}\n{listed}"


def _list_steps(deliverable: DeliverableAssessment) -> Iterator[str]:
    for row in number_actions(deliverable.runbook):
        if row.number:
            yield f"{row.number}. {_tell_action(row.action)}\n"


def _tell_action(action: Action) -> str:
    where = whereabouts(action)
    place = where if where == "nowhere" else code(where)
    why = explain_action(action)
    reason = f": {prose(why)}" if why else ""
    return f"{verb(action)} {code(action.what)}, {place}{reason}"
