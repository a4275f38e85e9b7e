"""A deliverable: its score, the sentence that sums it up, and what a person must do for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.model.finding import Finding
from mlaudit.report.terminal.actions import Row, number_actions, write_actions
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.words import count, level, points

_WORTH_SHARING = 3
"""From this many actions on, a runbook that starts as an earlier one does refers to it."""


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
    style = "bold red" if proven < 40 else "bold yellow" if proven < 75 else "bold green"
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
    codes: Mapping[Action, str],
) -> None:
    """The actions of a person; the start that an earlier deliverable has too is not repeated."""
    rows = _list_hand_work(deliverable)
    shared, other = _find_shared_start(rows, earlier)
    if other is not None:
        first, last = rows[0].number or 1, max(row.number for row in rows[:shared])
        page.row([f"{first:>2}-{last}", ("as for ", "dim"), other.artifact], [7], indent=2)
        rows = rows[shared:]
    write_actions(page, rows, codes)


def find_codes(actions: Iterable[Action], findings: Iterable[Finding]) -> dict[Action, str]:
    """For each action the code of the finding about it that costs most."""
    rank = {f.fingerprint: (-f.points, number) for number, f in enumerate(findings)}
    code = {finding.fingerprint: finding.code for finding in findings}
    found = {}
    for action in actions:
        known = [print_ for print_ in action.findings if print_ in rank]
        if known:
            found[action] = code[min(known, key=lambda print_: rank[print_])]
    return found


def _list_hand_work(deliverable: DeliverableAssessment) -> list[Row]:
    return [row for row in number_actions(deliverable.runbook) if row.action.manual]


def _find_shared_start(
    rows: Sequence[Row], earlier: Sequence[DeliverableAssessment]
) -> tuple[int, DeliverableAssessment | None]:
    best: tuple[int, DeliverableAssessment | None] = (_WORTH_SHARING - 1, None)
    for other in earlier:
        length = 0
        for mine, theirs in zip(rows, _list_hand_work(other), strict=False):
            if (mine.action.kind, mine.action.what) != (theirs.action.kind, theirs.action.what):
                break
            length += 1
        if length > best[0]:
            best = (length, other)
    return best
