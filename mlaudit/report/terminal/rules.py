"""The installed rules as a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mlaudit.judge.rule import Rule
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.rule_summary import summarize
from mlaudit.report.terminal.page import Page, Part, column
from mlaudit.report.terminal.words import SEVERITY_STYLES


def render(rules: Sequence[Rule], presentation: Presentation) -> str:
    """The text of the table, by family."""
    page = Page(presentation)
    slugs = column((rule.slug for rule in rules), page.width)
    for family, members in groupby(rules, key=lambda rule: (rule.family, rule.code[:3])):
        page.blank()
        page.line((family[0], "bold"), (f"  {family[1]}", "dim"))
        for rule in members:
            _write_rule(page, rule, slugs)
    return page.render()


def _write_rule(page: Page, rule: Rule, slugs: int) -> None:
    severity = (rule.severity.value, SEVERITY_STYLES[rule.severity.value])
    cells: list[Part] = [page.rule(rule.code, rule.slug), (rule.slug, ""), severity]
    if page.width >= 100:
        page.row([*cells, (summarize(rule), "dim")], [8, slugs, 8], indent=2)
    else:
        page.row(cells, [8, slugs], indent=2)
        if summary := summarize(rule):
            page.line((summary, "dim"), indent=10)


REPORTER = Reporter("rules", "text", render, encoding=None)
