from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mlaudit.model.assessment import Action
from mlaudit.model.change import WorkflowChange
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, StepKind
from mlaudit.model.workflow import Step
from mlaudit.report.base import Presentation
from mlaudit.report.scan_json import render as render_json
from mlaudit.report.terminal.change import tell_change
from mlaudit.report.terminal.scan import render
from tests.report.examples import make_result

HIDDEN = Action("run", "notebooks/fix.ipynb", Automation.HIDDEN, None)
TOLD = Action("acquire", "data/raw.csv", Automation.DOCUMENTED, Place("README.md", 3))
STEP = Step("fix.py", StepKind.SCRIPT, "fix.py", "fix.py", Place("fix.py"))


@pytest.mark.parametrize(
    ("added", "removed", "sentence"),
    [
        ((), (), "this change adds no work by hand."),
        ((), (TOLD,), "this change takes 1 action by hand away."),
        ((HIDDEN,), (), "this change adds 1 undocumented step: run notebooks/fix.ipynb."),
        (
            (HIDDEN, replace(HIDDEN, what="b.py"), TOLD),
            (),
            "this change adds 2 undocumented steps: run notebooks/fix.ipynb, …, "
            "and 1 action by hand that is written down.",
        ),
    ],
)
def test_one_sentence_sums_a_change_up(
    added: tuple[Action, ...], removed: tuple[Action, ...], sentence: str
) -> None:
    change = WorkflowChange("main", "a" * 40, actions_added=added, actions_removed=removed)
    assert tell_change(change) == sentence


def test_what_comes_and_goes_is_listed() -> None:
    change = WorkflowChange("main", "a" * 40, (STEP,), (), (HIDDEN,), (TOLD,))
    text = render(replace(make_result(()), change=change), Presentation())
    assert "Against main (aaaaaaaaaa): this change adds 1 undocumented step" in text
    rows = [line.split() for line in text.splitlines() if line.lstrip().startswith(("+", "-"))]
    assert rows == [
        ["+", "run", "notebooks/fix.ipynb", "nowhere"],
        ["+", "step", "fix.py", "script,", "hidden"],
        ["-", "obtain", "data/raw.csv", "README.md:3"],
    ]


def test_long_lists_are_cut_and_say_so() -> None:
    steps = tuple(replace(STEP, id=f"s{number}.py") for number in range(20))
    result = replace(make_result(()), change=WorkflowChange("main", "a" * 40, steps))
    assert "12 more (--verbose)" in render(result, Presentation())
    assert "more (--verbose)" not in render(result, Presentation(verbose=True))


def test_the_document_has_the_change_where_there_is_one() -> None:
    change = WorkflowChange("main", "a" * 40, (STEP,), (), (HIDDEN,), (TOLD,))
    document = json.loads(render_json(replace(make_result(()), change=change), Presentation()))
    assert document["change"]["steps_added"] == [
        {"id": "fix.py", "kind": "script", "path": "fix.py", "automation": "hidden"}
    ]
    assert document["change"]["actions_removed"] == [
        {
            "action": "acquire",
            "what": "data/raw.csv",
            "automation": "documented",
            "at": "README.md:3",
        }
    ]
    assert "change" not in json.loads(render_json(make_result(()), Presentation()))
