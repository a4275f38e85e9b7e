"""What the runbooks of several deliverables have in common, so that it is told once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence

from mlaudit.model.assessment import DeliverableAssessment
from mlaudit.model.immutable import immutable
from mlaudit.report.terminal.actions import Row, number_actions

_WORTH_SHARING = 3
"""From this many actions on, what a runbook has in common with an earlier one refers to it."""
_WORTH_ALL = 2
"""The same where both runbooks are the same."""


@immutable
class Shared:
    """What a runbook has in common with that of an earlier deliverable.

    Attributes:
        rows: those that the earlier one has in the same order.
        others: the rest.
        deliverable: the earlier one.
        same: neither of them has anything else.
    """

    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    deliverable: DeliverableAssessment
    same: bool


def number_hand_work(deliverable: DeliverableAssessment) -> list[Row]:
    """What a person does for a deliverable, numbered."""
    return [row for row in number_actions(deliverable.runbook) if row.action.manual]


def find_shared(
    deliverable: DeliverableAssessment, earlier: Sequence[DeliverableAssessment]
) -> Shared | None:
    """What it has in common with the earlier deliverable that has most of it."""
    rows = number_hand_work(deliverable)
    names = [_name(row) for row in rows]
    best: Shared | None = None
    for other in earlier:
        theirs = [_name(row) for row in number_hand_work(other)]
        found = _find_common(names, theirs)
        same = len(found) == len(rows) == len(theirs)
        enough = _WORTH_ALL if same else _WORTH_SHARING
        if len(found) >= max(enough, len(best.rows) + 1 if best is not None else 0):
            left = [row for number, row in enumerate(rows) if number not in set(found)]
            best = Shared(tuple(rows[number] for number in found), tuple(left), other, same)
    return best


def tell_numbers(rows: Iterable[Row]) -> str:
    """`1-9, 11, 14-16`; deliberate gates have none."""
    runs: list[list[int]] = []
    for number in (row.number for row in rows if row.number):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _name(row: Row) -> tuple[str, str]:
    return row.action.kind, row.action.what


def _find_common(mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[int]:
    """Numbers of the longest part of `mine` whose members stand in `theirs` in the same order."""
    at = {name: number for number, name in reversed(list(enumerate(theirs)))}
    # by length: where the chain that ends first has its end in `theirs`, and in `mine`
    ends: list[tuple[int, int]] = []
    before: dict[int, int] = {}
    for number, name in enumerate(mine):
        if name in at:
            length = bisect_left(ends, at[name], key=lambda end: end[0])
            before[number] = ends[length - 1][1] if length else -1
            ends[length : length + 1] = [(at[name], number)]
    chain: list[int] = []
    last = ends[-1][1] if ends else -1
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain[::-1]
