"""A deliverable: its score, the sentence that sums it up, and what a person must do for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.model.finding import Finding
from mlaudit.report.terminal.actions import write_actions
from mlaudit.report.terminal.page import Page, Part
from mlaudit.report.terminal.sharing import find_shared, number_hand_work, tell_numbers
from mlaudit.report.terminal.words import count, level, points


def write_heading(page: Page, deliverable: DeliverableAssessment, same: str = "") -> None:
    """The line with name, kind, score and level, and the sentence below it.

    `same` names another deliverable for which a person does just the same.
    """
    page.line(
        (deliverable.artifact, "bold"),
        (f"  {deliverable.kind}", "dim"),
        *tell_score(deliverable.proven, deliverable.optimistic, deliverable.level),
        hang=2,
    )
    told = tell_actions(deliverable)
    page.line(f"{told.removesuffix('.')}, as for {same}." if same else told, indent=2, hang=2)


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
    return f"From a clean clone: {tell_hand_work(number, hidden)}."


def tell_hand_work(number: int, hidden: int) -> str:
    """`7 actions by hand, 4 of them documented nowhere`."""
    sentence = f"{count(number, 'action')} by hand"
    if number == 1:
        return f"{sentence}, documented {'nowhere' if hidden else 'in the repository'}"
    told = f"{hidden} of them documented nowhere" if hidden else "all of them documented"
    return f"{sentence}, {told}"


def write_deliverable(
    page: Page,
    deliverable: DeliverableAssessment,
    earlier: Sequence[DeliverableAssessment],
    causes: Mapping[Action, Finding],
) -> None:
    """The heading, and the actions of a person; those of an earlier one are not repeated."""
    shared = find_shared(deliverable, earlier)
    if shared is not None and shared.same:
        write_heading(page, deliverable, shared.deliverable.artifact)
        return
    write_heading(page, deliverable)
    if shared is not None:
        numbers = f"{tell_numbers(shared.rows):>4}"
        cells: list[Part] = [numbers, ("as for ", "dim"), shared.deliverable.artifact]
        page.row(cells, [len(numbers) + 3], indent=2)
    write_actions(page, shared.others if shared else number_hand_work(deliverable), causes)


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
