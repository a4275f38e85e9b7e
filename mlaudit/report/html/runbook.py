"""Runbooks as checklists: each action is told of once, and other runbooks lead there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.report.action_details import Detail, Name, list_details
from mlaudit.report.html.icons import STATES, draw_icon, state_of
from mlaudit.report.html.markup import Content, Element, code, link, prose, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.terminal.actions import Row, number_actions
from mlaudit.report.terminal.deliverable import tell_actions
from mlaudit.report.terminal.words import verb

_OPEN = 1
"""Runbooks that are unfolded."""
_SHOWN = 10
"""Runbooks whose titles stand there at once."""


def write_runbooks(subject: Subject) -> Element:
    """The section of all runbooks."""
    told: dict[str, str] = {}
    runbooks = [
        _write_runbook(subject, one, number, told)
        for number, one in enumerate(subject.deliverables, 1)
    ]
    return tag(
        "section",
        tag("h2", "Runbook"),
        tag("p", "Everything that must happen from a clean clone, in order.", class_="lead"),
        runbooks[:_SHOWN] or tag("p", "There is nothing to rebuild.", class_="empty"),
        tag(
            "details",
            tag("summary", f"The other {len(runbooks) - _SHOWN} runbooks"),
            runbooks[_SHOWN:],
            class_="plain",
        )
        if len(runbooks) > _SHOWN
        else None,
        id="runbook",
    )


def _write_runbook(
    subject: Subject, deliverable: DeliverableAssessment, number: int, told: dict[str, str]
) -> Element:
    rows = [
        _write_action(subject, row, f"d{number}-a{place}", told)
        for place, row in enumerate(number_actions(deliverable.runbook), 1)
    ]
    title = (
        tag("h3", code(deliverable.artifact), tag("span", deliverable.kind, class_="kind")),
        tag("span", tell_actions(deliverable), class_="sum"),
    )
    return tag(
        "details",
        tag("summary", title),
        tag("ol", rows, class_="actions") if rows else tag("p", "Nothing has to happen."),
        id=f"d{number}",
        class_="runbook",
        open=number <= _OPEN,
    )


def _write_action(subject: Subject, row: Row, anchor: str, told: dict[str, str]) -> Element:
    action, state = row.action, state_of(row.action)
    key = _name(action)
    elsewhere = told.setdefault(key, anchor)
    word = f"{verb(action)} {action.what}"
    by_hand = action.manual or action.gate
    box = tag("input", type="checkbox", data_key=key, aria_label=f"Done: {word}")
    state_told = "a deliberate gate" if action.gate else STATES[state]
    return tag(
        "li",
        tag(
            "div",
            box if by_hand else tag("span", class_="nobox"),
            tag("span", str(row.number) if row.number else "", class_="number"),
            draw_icon(state),
            tag("span", tag("b", verb(action)), " ", _write_object(action), class_="what"),
            tag("span", state_told, class_=f"state {state}"),
            class_="row",
        ),
        _write_more(subject, action, elsewhere if elsewhere != anchor else ""),
        id=anchor,
        class_=f"action {state}",
    )


def _write_object(action: Action) -> Element:
    """What is done; commands get a button that copies them."""
    is_command = action.kind in ("run", "release", "prepare") or verb(action) == "run"
    return code(action.what, class_="command" if is_command else None)


def _write_more(subject: Subject, action: Action, elsewhere: str) -> Content:
    told = action.reason and not action.gate
    reason = tag("p", prose(action.reason), class_="why") if told else None
    if elsewhere:
        return tag("div", reason, link(f"#{elsewhere}", "told above"), class_="more")
    details = list(_list_details(subject, action))
    return tag(
        "div",
        reason,
        tag("details", tag("summary", "How, where and why"), tag("ul", details)),
        class_="more",
    )


def _list_details(subject: Subject, action: Action) -> Iterator[Element]:
    for detail in list_details(subject.result.workflow, action):
        if detail.parts[0] != "Why: ":
            yield tag("li", _write_detail(detail), class_="gap" if detail.gap else None)
    for print_ in action.findings:
        finding = subject.finding_by_print.get(print_)
        if finding is not None:
            anchor = subject.anchor_of_finding[print_]
            yield tag("li", link(f"#{anchor}", "How to mend it"), ": ", prose(finding.remedy))


def _write_detail(detail: Detail) -> list[Content]:
    return [code(p.text) if isinstance(p, Name) else prose(p) for p in detail.parts]


def _name(action: Action) -> str:
    """What tells an action from all others, so that it stays checked in the next report."""
    about = action.about if action.kind == "run" else ()
    words = "\0".join((action.kind, action.what, *about))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
