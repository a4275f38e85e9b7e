"""What documented obligations earn."""

from __future__ import annotations

import pytest

from mlaudit.score.demand import Question, make_question
from mlaudit.score.documented import Blocked, raise_documented


def question(kind: str, credit: float, *, passing: bool = False) -> Question:
    return make_question("inputs", kind, ("a",), credit, "", (), passing=passing)


def earned(*cases: tuple[Question, bool]) -> list[float]:
    """The credits; each case says whether its finding is documented."""
    found = [(q, Blocked(q.obligation, 0, documented)) for q, documented in cases]
    return [blocked.obligation.proven for blocked in raise_documented(found)]


@pytest.mark.parametrize(("credit", "expected"), [(0.0, 0.4), (0.35, 0.4), (0.6, 0.6)])
def test_a_documented_one_earns_as_much_as_a_documented_command(
    credit: float, expected: float
) -> None:
    assert earned((question("input", credit), True)) == [expected]
    assert earned((question("input", credit), False)) == [credit]


@pytest.mark.parametrize("kind", ["opaque", "interaction"])
@pytest.mark.parametrize(
    ("other", "documented", "expected"),
    [(0.1, False, 0.1), (0.1, True, 0.4), (0.9, False, 0.4), (0.0, False, 0.0)],
)
def test_one_that_mending_takes_away_earns_no_more_than_the_least(
    kind: str, other: float, documented: bool, expected: float
) -> None:
    passing = question(kind, 0.0, passing=kind == "opaque")
    assert earned((passing, True), (question("input", other), documented))[0] == expected


def test_open_ones_that_mending_takes_away_count_among_the_least() -> None:
    open_, documented = question("interaction", 0.0), question("interaction", 0.0)
    assert earned((open_, False), (documented, True), (question("run", 1.0), False)) == [0, 0, 1]


def test_alone_it_earns_nothing() -> None:
    assert earned((question("opaque", 0.0, passing=True), True)) == [0.0]
