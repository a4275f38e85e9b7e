from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from mlaudit.model.change import WorkflowChange
from mlaudit.model.place import Place
from mlaudit.report.base import Presentation
from mlaudit.report.markdown.page import MARK, MAX_BYTES, REPORTER
from tests.report.examples import make_actions, make_deliverable, make_finding, make_result
from tests.report.hostile import HOSTILE, TEXTS, make_hostile_result
from tests.report.markdown.reading import kinds, rows, texts


def test_the_page() -> None:
    old = make_finding(status="baselined")
    result = replace(make_result((make_finding(place=Place("a.ipynb", 4, 2)), old)), baselined=1)
    assert REPORTER.render(result, Presentation("churn")) == (
        "<!-- mlaudit -->\n"
        "### mlaudit: 1 new finding (1 high), 3 hidden by the profile, 1 in the baseline\n"
        "\n"
        "- `models/churn.pkl` (model): 41 of 100 proven, 53 if the unresolved paths are fine, "
        "level 0, remembered. From a clean clone: 2 actions by hand, 1 of them documented "
        "nowhere.\n"
        "\n"
        "| | Where | What a person must know or do | How to mend it |\n"
        "|---|---|---|---|\n"
        "| high | `churn/a.ipynb:1`<br>cell 2, line 4 | a.ipynb reads data/raw.csv; nothing makes "
        "or fetches it. (INP001 untracked-input) "
        "| Keep a version of it (`dvc add data/raw.csv`). |\n"
        "\n"
        "Work that stays by hand? `mlaudit document untracked-input:data/raw.csv --dir churn` "
        "registers it. No problem? A comment `mlaudit: ignore[untracked-input] reason` beside it "
        "says so.\n"
        "\n"
        "<details><summary><code>models/churn.pkl</code>: 2 actions by hand</summary>\n"
        "\n"
        "1. obtain `data/raw.csv`, nowhere: nothing makes or fetches it\n"
        "2. copy `models/churn.pkl to serving/`, `README.md:21`\n"
        "\n"
        "</details>\n"
        "\n"
        "2 files, 3 steps, 5 accesses (1 unresolved), 1 unread.\n"
    )


def test_nothing_new_is_said() -> None:
    shown = REPORTER.render(replace(make_result((), deliverables=()), hidden=0), Presentation())
    assert shown == (
        f"{MARK}\n### mlaudit: 0 new findings\n\n\nNothing new to act on.\n"
        "\n2 files, 3 steps, 5 accesses (1 unresolved), 1 unread.\n"
    )


def test_too_many_findings_are_cut_at_a_row_and_counted() -> None:
    findings = tuple(make_finding(place=Place("é.py", n + 1)) for n in range(3000))
    shown = REPORTER.render(make_result(findings), Presentation())
    assert MAX_BYTES / 2 < len(shown.encode()) <= MAX_BYTES
    told = len(rows(shown))
    assert f"{3000 - told} findings with less weight left out here" in shown
    assert "Not every runbook found room here" in shown


def test_too_many_deliverables_are_cut_and_counted() -> None:
    actions = tuple(replace(a, what="x" * 500, reason="y" * 500) for a in make_actions() * 100)
    many = tuple(make_deliverable(f"models/{n}.pkl", actions=actions) for n in range(8))
    shown = REPORTER.render(make_result((), deliverables=many), Presentation(verbose=True))
    assert len(shown.encode()) <= MAX_BYTES
    assert "Not every runbook found room here" in shown
    shown = REPORTER.render(make_result((), deliverables=many), Presentation())
    assert "3 other deliverables not shown" in shown


@settings(deadline=None)
@given(TEXTS)
def test_no_text_acts_on_a_reader(text: str) -> None:
    shown = REPORTER.render(make_hostile_result(text), Presentation())
    assert kinds(shown) == kinds(REPORTER.render(make_hostile_result("a"), Presentation()))
    assert shown.replace("\n", "").isprintable()
    (row,) = rows(shown)
    assert len(row) == 4


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_mentions_anybody_or_anything(text: str) -> None:
    shown = REPORTER.render(make_hostile_result(text), Presentation())
    for told in texts(shown):
        assert not re.search(r"@\w|[#!]\d|GH-\d|://|www\.|:bomb:", told)
    assert "##[" not in shown


def test_a_finding_that_holds_in_several_places_says_so() -> None:
    finding = replace(make_finding(), also=(Place("b.py", 7), Place("c.py", 8)))
    shown = REPORTER.render(make_result((finding,)), Presentation())
    assert "| `src/train.py:4`<br>and 2 other places |" in shown


def test_what_a_change_adds_comes_first() -> None:
    actions = tuple(replace(make_actions()[0], what=f"data/{n}.csv") for n in range(22))
    change = WorkflowChange("origin/main", "a" * 40, actions_added=actions)
    shown = REPORTER.render(replace(make_result(()), change=change), Presentation())
    assert shown.partition("- `models/churn.pkl` (model)")[0].splitlines()[3:] == [
        "Against `origin/main`: this change adds 22 undocumented steps: obtain data/0.csv, ….",
        "",
        *(f"- obtain `data/{n}.csv`, nowhere: nothing makes or fetches it" for n in range(20)),
        "- and 2 more",
        "",
        "What is made, and how:",
        "",
    ]
