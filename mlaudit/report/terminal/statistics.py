"""How many findings each rule has, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from mlaudit.model.report import RuleCount
from mlaudit.report.terminal.page import Page, column

_COLUMNS = ("new", "hidden", "baselined", "ignored", "documented")


def write_statistics(page: Page, numbers: Sequence[RuleCount]) -> None:
    """Write a row for each rule and one for all of them."""
    page.blank()
    names = column((number.rule for number in numbers), page.width)
    widths = [8, names, *(len(name) + 2 for name in _COLUMNS)]
    page.row([("code", "dim"), ("rule", "dim"), *((name, "dim") for name in _COLUMNS)], widths)
    for number in numbers:
        counts = [str(getattr(number, name)) for name in _COLUMNS]
        page.row([page.rule(number.code, number.rule), number.rule, *counts], widths)
    sums = [str(sum(getattr(number, name) for number in numbers)) for name in _COLUMNS]
    page.row(["", ("all", "bold"), *sums], widths)
