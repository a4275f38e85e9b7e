"""The page on notes is true of itself."""

from __future__ import annotations

import re
from pathlib import Path

from mlaudit.judge.loading import installed_rules
from mlaudit.parsers.suppressions.finding import find_suppressions

PAGE = Path(__file__).parents[3] / "docs" / "suppression.md"


def test_its_examples_are_notes_and_its_code_spans_are_none() -> None:
    found = find_suppressions("docs/suppression.md", PAGE.read_bytes())
    known = {name for rule in installed_rules() for name in rule.names}
    assert [(note.names, note.whole) for note in found] == [
        (("untracked-input",), False),
        (("uninvoked-step",), True),
    ]
    assert all(note.reason and known.issuperset(note.names) for note in found)


def test_its_rules_are_as_it_says() -> None:
    told = re.findall(r"^\| `([\w-]+)` \((MET\d+)\) \|.*\| (\w+)", PAGE.read_text("utf-8"), re.M)
    late = {(rule.slug, rule.code, str(rule.severity)) for rule in installed_rules() if rule.late}
    # The others look after registered manual steps, and have a page of their own.
    others = (PAGE.parent / "manual-steps.md").read_text("utf-8")
    assert set(told) == {each for each in late if f"`{each[0]}` ({each[1]})" not in others}
