"""The verdict: what a person does by hand for what the repository exists to make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.report.html.icons import STATES, draw_icon, state_of
from mlaudit.report.html.markup import Content, Element, code, link, prose, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.terminal.actions import number_actions
from mlaudit.report.terminal.words import LEVELS, count, points, verb

_SHOWN = 8
"""Hidden actions that the top of the page tells of."""
_ALL = {1: "It is", 2: "Both are"}
_ROWS = 10
"""Deliverables that stand in the table at once."""


def write_headline(subject: Subject) -> Element:
    """The section at the top."""
    if not subject.deliverables:
        reason = subject.result.assessment.score.reason or "nothing to assess was found"
        told: Content = [
            tag("h1", "Nothing here is made for anybody"),
            tag("p", f"No deliverable was found: {reason}.", class_="lead"),
        ]
    else:
        first = subject.deliverables[0]
        told = [
            tag("p", f"The {first.kind} ", code(first.artifact), class_="subject"),
            _write_sentence(first),
            _write_trail(first),
            _write_hidden(subject, first),
            _tell_others(subject.deliverables[1:]),
        ]
    return tag("section", told, id="verdict", class_="verdict", aria_label="The verdict")


def _write_sentence(deliverable: DeliverableAssessment) -> Element:
    number, hidden = deliverable.manual_actions, deliverable.undocumented
    if not number:
        nothing = tag("strong", "nothing is done by hand", class_="calm")
        return tag("h1", "To rebuild it from a clean clone, ", nothing, ".")
    start = "To rebuild it, a person does "
    done = _stress(f"{count(number, 'thing')} by hand")
    if not hidden:
        told = _ALL.get(number, "All of them are")
        return tag("h1", start, done, ". ", tag("span", f"{told} documented.", class_="calm"))
    if hidden == number:
        nowhere = f"{_ALL.get(number, 'All of them are')} written down nowhere."
    else:
        nowhere = f"{hidden} of them {'is' if hidden == 1 else 'are'} written down nowhere."
    return tag("h1", start, done, ". ", tag("strong", nowhere, class_="alarm"))


def _stress(text: str) -> Element:
    return tag("strong", text)


def _write_trail(deliverable: DeliverableAssessment) -> Element:
    """Every action in order as one shape, from the clone to the deliverable."""
    marks = []
    states = []
    for number, row in enumerate(number_actions(deliverable.runbook), 1):
        state = state_of(row.action)
        states.append(state)
        told = f"{verb(row.action)} {row.action.what}: {STATES[state]}"
        marks.append(
            tag("li", link(f"#d1-a{number}", draw_icon(state), title=told, aria_label=told))
        )
    legend = [
        tag("li", draw_icon(state), f"{states.count(state)} \u00d7 {word}")
        for state, word in STATES.items()
        if state in states
    ]
    return tag(
        "div",
        tag("span", "clean clone", class_="end"),
        tag("ol", marks, class_="trail", aria_label="All actions in order"),
        tag("span", "done", class_="end"),
        tag("ul", legend, class_="key", aria_label="What the shapes mean"),
        class_="way",
    )


def _write_hidden(subject: Subject, deliverable: DeliverableAssessment) -> Content:
    hidden = [
        (place, row)
        for place, row in enumerate(number_actions(deliverable.runbook), 1)
        if row.number and state_of(row.action) == "hidden"
    ]
    if not hidden:
        return None
    items = [_write_card(row.action, place, row.number) for place, row in hidden[:_SHOWN]]
    more = len(hidden) - len(items)
    return [
        tag("h2", "What only somebody's memory holds", class_="small"),
        tag("ol", items, class_="cards"),
        tag("p", link("#runbook", f"and {more} more in the runbook")) if more else None,
    ]


def _write_card(action: Action, place: int, number: int) -> Element:
    return tag(
        "li",
        tag("span", draw_icon("hidden"), f"step {number}", class_="number"),
        tag("p", link(f"#d1-a{place}", f"{verb(action)} ", code(action.what)), class_="what"),
        tag("p", prose(action.reason), class_="why") if action.reason else None,
        class_="card",
    )


def _tell_others(others: Sequence[DeliverableAssessment]) -> Content:
    """That there is more, and how much of it at most."""
    if not others:
        return None
    hand = max(other.manual_actions for other in others)
    hidden = max(other.undocumented for other in others)
    told = f"up to {count(hand, 'thing')} by hand" if hand else "nothing by hand"
    if hidden:
        told += f", up to {hidden} of them written down nowhere"
    number = count(len(others), "other deliverable")
    return tag("p", link("#deliverables", number), f": {told}.", class_="others")


def write_deliverables(subject: Subject) -> Content:
    """A row for each thing that the workflow exists for."""
    if len(subject.deliverables) < 2:
        return None
    rows = list(_list_rows(subject))
    return tag(
        "section",
        tag("h2", f"{count(len(subject.deliverables), 'deliverable')}, each with its own way"),
        _write_table(rows[:_ROWS], "Deliverables"),
        tag(
            "details",
            tag("summary", f"The other {len(rows) - _ROWS}"),
            _write_table(rows[_ROWS:], "Further deliverables"),
            class_="plain",
        )
        if len(rows) > _ROWS
        else None,
        id="deliverables",
    )


def _write_table(rows: Sequence[Element], name: str) -> Element:
    head = ("What is made", "By hand", "Written down nowhere", "Score", "Level")
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", word, scope="col") for word in head))),
            tag("tbody", rows),
        ),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=name,
    )


def _list_rows(subject: Subject) -> Iterator[Element]:
    for number, one in enumerate(subject.deliverables, 1):
        named = link(f"#d{number}", code(one.artifact))
        yield tag(
            "tr",
            tag("th", named, tag("span", one.kind, class_="kind"), scope="row"),
            tag("td", str(one.manual_actions), class_="figure"),
            tag(
                "td", str(one.undocumented), class_="figure alarm" if one.undocumented else "figure"
            ),
            tag("td", points(one.proven), class_="figure"),
            tag("td", f"{one.level} {LEVELS[one.level]}"),
        )
