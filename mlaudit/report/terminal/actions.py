"""A runbook as rows: number, verb, object, where it is written down, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlaudit.model.assessment import Action
from mlaudit.model.finding import Finding
from mlaudit.model.immutable import immutable
from mlaudit.report.terminal.page import Page, Part, column, measure
from mlaudit.report.terminal.words import AUTOMATION_STYLES, verb, whereabouts

_ROOM = 32
"""Columns for the object below which the reason goes to a line of its own."""
_WHY = 36
"""Columns that are kept for the reason on wide pages."""


@immutable
class Row:
    """An action and its number; 0 for what is no work by hand."""

    number: int
    action: Action


def number_actions(actions: Sequence[Action]) -> list[Row]:
    """The actions as rows; work by hand is numbered as it is counted."""
    rows, number = [], 0
    for action in actions:
        counted = action.manual and not action.gate
        number += counted
        rows.append(Row(number if counted else 0, action))
    return rows


def write_actions(page: Page, rows: Sequence[Row], causes: Mapping[Action, Finding]) -> None:
    """Write rows; `causes` has for an action the finding that explains it best."""
    verbs = 2 + max((len(verb(row.action)) for row in rows), default=0)
    places = column((whereabouts(row.action) for row in rows), 34)
    room = page.width - 2 - 4 - verbs - places - _WHY
    objects = column((row.action.what for row in rows), max(room, _ROOM))
    for row in rows:
        cells = _list_cells(page, row)
        why = _tell_why(page, row.action, causes.get(row.action))
        if room >= _ROOM and measure(row.action.what) < objects:
            page.row([*cells, *why], [4, verbs, objects, places], indent=2)
        else:
            _write_narrow(page, cells, why, verbs)


def _write_narrow(page: Page, cells: list[Part], why: list[Part], verbs: int) -> None:
    """Write place and reason beside the object where they fit, below it otherwise."""
    number, verb_, what, place = cells
    start = 6 + verbs
    sizes = [start, measure(what[0]), 2, measure(place[0]), 2, *(measure(part[0]) for part in why)]
    tail = [place, "  ", *why]
    if sum(sizes) <= page.width:
        page.row([number, verb_, what, "  ", *tail], [4, verbs], indent=2)
        return
    page.row([number, verb_, what], [4, verbs], indent=2)
    page.line(*tail, indent=start)


def _tell_why(page: Page, action: Action, cause: Finding | None) -> list[Part]:
    """The reason, and the code of the rule."""
    reason = explain_action(action)
    if cause is None:
        return [(reason, "dim")]
    return [(reason + " " if reason else "", "dim"), page.rule(cause.code, cause.rule)]


def _list_cells(page: Page, row: Row) -> list[Part]:
    action = row.action
    number = f"{row.number:>2}" if row.number else " ·"
    style = "" if action.manual else "dim"
    return [
        (number, "dim"),
        (verb(action), style or "bold"),
        (action.what, style),
        _tell_where(page, action),
    ]


def _tell_where(page: Page, action: Action) -> Part:
    words, style = whereabouts(action), AUTOMATION_STYLES[action.automation]
    if action.place is not None and words == str(action.place):
        return page.place(action.place, words, style)
    return (words, style)


def explain_action(action: Action) -> str:
    """Why a person does it and, where that is registered, who and where it is told how."""
    reason = action.reason or ("a deliberate gate" if action.gate else "")
    owner = ", ".join(filter(None, (action.who, action.how)))
    return f"{reason} ({owner})".lstrip() if owner else reason
