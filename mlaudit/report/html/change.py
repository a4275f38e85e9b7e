"""What a change does to the work by hand, where a scan was compared with a commit."""

from __future__ import annotations

from mlaudit.model.assessment import Action
from mlaudit.report.html.icons import draw_icon, state_of
from mlaudit.report.html.markup import Content, Element, code, prose, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.terminal.change import tell_change
from mlaudit.report.terminal.words import verb


def write_change(subject: Subject) -> Content:
    """The section; nothing where nothing was compared."""
    change = subject.result.change
    if change is None:
        return None
    return tag(
        "section",
        tag("h2", "What this change does"),
        tag("p", "Against ", code(change.revision), f": {tell_change(change)}", class_="lead"),
        _list_actions("To do from now on", change.actions_added),
        _list_actions("No more to do", change.actions_removed),
        id="change",
    )


def _list_actions(title: str, actions: tuple[Action, ...]) -> Content:
    if not actions:
        return None
    return [tag("h3", title), tag("ul", map(_write_action, actions), class_="plain")]


def _write_action(action: Action) -> Element:
    reason = [": ", prose(action.reason)] if action.reason else None
    icon = draw_icon(state_of(action))
    return tag("li", icon, f" {verb(action)} ", code(action.what), reason)
