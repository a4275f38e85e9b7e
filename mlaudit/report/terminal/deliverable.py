"""A deliverable: its score, the sentence that sums it up, and what a person must do for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.model.finding import Finding
from mlaudit.report.terminal.actions import Row, number_actions, write_actions
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.words import count, level, points

_WORTH_SHARING = 3
"""From this many actions on, what a runbook has in common with an earlier one refers to it."""


def write_heading(page: Page, deliverable: DeliverableAssessment) -> None:
    """The line with name, kind, score and level, and the sentence below it."""
    page.line(
        (deliverable.artifact, "bold"),
        (f"  {deliverable.kind}", "dim"),
        *tell_score(deliverable.proven, deliverable.optimistic, deliverable.level),
        hang=2,
    )
    page.line(tell_actions(deliverable), indent=2)


def tell_score(proven: float, optimistic: float, reached: int | None) -> list[tuple[str, str]]:
    """`41 of 100 proven, 53 if the unresolved paths are fine  level 0, remembered`."""
    style = "alarm" if proven < 40 else "caution" if proven < 75 else "good"
    parts = [("  ", ""), (points(proven), style), (" of 100", "")]
    if points(optimistic) != points(proven):
        parts.append((f" proven, {points(optimistic)} if the unresolved paths are fine", ""))
    if reached is not None:
        parts.append((f"  {level(reached)}", ""))
    return parts


def tell_actions(deliverable: DeliverableAssessment) -> str:
    """The number that people understand, as a sentence."""
    number, hidden = deliverable.manual_actions, deliverable.undocumented
    if not number:
        return "From a clean clone: nothing to do by hand."
    sentence = f"From a clean clone: {count(number, 'action')} by hand"
    if number == 1:
        return f"{sentence}, documented {'nowhere' if hidden else 'in the repository'}."
    told = f"{hidden} of them documented nowhere" if hidden else "all of them documented"
    return f"{sentence}, {told}."


def write_hand_work(
    page: Page,
    deliverable: DeliverableAssessment,
    earlier: Sequence[DeliverableAssessment],
    causes: Mapping[Action, Finding],
) -> None:
    """The actions of a person; those that an earlier deliverable has too are not repeated."""
    rows = _list_hand_work(deliverable)
    shared, other = _find_shared(rows, earlier)
    if other is not None:
        numbers = f"{_tell_numbers(shared):>4}"
        page.row([numbers, ("as for ", "dim"), other.artifact], [len(numbers) + 3], indent=2)
        rows = [row for row in rows if row not in shared]
    write_actions(page, rows, causes)


def find_causes(actions: Iterable[Action], findings: Iterable[Finding]) -> dict[Action, Finding]:
    """For each action the finding about it that costs most."""
    by_print = {finding.fingerprint: finding for finding in findings}
    rank = {print_: (-f.points, number) for number, (print_, f) in enumerate(by_print.items())}
    found = {}
    for action in actions:
        known = [print_ for print_ in action.findings if print_ in rank]
        if known:
            found[action] = by_print[min(known, key=lambda print_: rank[print_])]
    return found


def _list_hand_work(deliverable: DeliverableAssessment) -> list[Row]:
    return [row for row in number_actions(deliverable.runbook) if row.action.manual]


def _find_shared(
    rows: Sequence[Row], earlier: Sequence[DeliverableAssessment]
) -> tuple[Sequence[Row], DeliverableAssessment | None]:
    """The rows that an earlier deliverable has in the same order, of the one that has most."""
    best: tuple[Sequence[Row], DeliverableAssessment | None] = ((), None)
    for other in earlier:
        theirs = [_name(row) for row in _list_hand_work(other)]
        mine = [_name(row) for row in rows]
        blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        shared = [row for block in blocks for row in rows[block.a : block.a + block.size]]
        if len(shared) > max(len(best[0]), _WORTH_SHARING - 1):
            best = (shared, other)
    return best


def _name(row: Row) -> tuple[str, str]:
    return row.action.kind, row.action.what


def _tell_numbers(rows: Iterable[Row]) -> str:
    """`1-9, 11, 14-16`; deliberate gates have none."""
    runs: list[list[int]] = []
    for number in (row.number for row in rows if row.number):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
