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
_WHY = 42
"""Columns that are kept for the reason on wide pages."""
_PLACE = 24
"""Columns for the place: one long place shall not take the room of all reasons."""
_BELOW = 8
"""Columns before place and reason where they stand below: little, so that they take one line."""


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
    places = column((whereabouts(row.action) for row in rows), _PLACE)
    codes = column((causes[row.action].code for row in rows if row.action in causes), 6, gap=1)
    room = page.width - 2 - 4 - verbs - places - _WHY
    objects = column((row.action.what for row in rows), max(room, _ROOM))
    for row in rows:
        cells = _list_cells(page, row)
        why: Part = (explain_action(row.action), "dim")
        cause = causes.get(row.action)
        code: Part = page.rule(cause.code, cause.rule) if cause is not None else ""
        fits = _measure(cells[2]) < objects and _measure(cells[3]) < places
        if room >= _ROOM and fits:
            widths = [4, verbs, objects, places]
            explained = [code, why] if codes > 1 else [why]
            page.row([*cells, *explained], widths + [codes] * (codes > 1), indent=2)
        else:
            _write_narrow(page, cells, [part for part in (code, why) if _measure(part)], verbs)


def _write_narrow(page: Page, cells: list[Part], why: list[Part], verbs: int) -> None:
    """Write place and reason beside the object where they fit, below it otherwise."""
    number, verb_, what, place = cells
    tail: list[Part] = [place, *(part for each in why for part in (" ", each))]
    tail.insert(1, " ")
    beside: list[Part] = ["  ", *tail]
    if 6 + verbs + sum(map(_measure, (what, *beside))) <= page.width:
        page.row([number, verb_, what, *beside], [4, verbs], indent=2)
        return
    page.row([number, verb_, what], [4, verbs], indent=2)
    page.line(*tail, indent=_BELOW)


def _measure(part: Part) -> int:
    return measure(part if isinstance(part, str) else part[0])


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
