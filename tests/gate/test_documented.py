"""The status of findings that registered manual steps answer, and what is wrong with the steps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.gate.documented import mark_documented
from mlaudit.judge.judgement import Judgement
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.manual import ManualStep
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step
from tests.report.examples import make_finding

PLACE = Place("mlaudit.toml", 1)
STEP = Step(
    "mlaudit.toml:a",
    StepKind.MANUAL_STEP,
    "a",
    "mlaudit.toml",
    PLACE,
    unit=False,
    manual=ManualStep("Do it", rule="untracked-input", subject="data/raw.csv"),
)
WORKFLOW = Workflow(Project(Path("/nowhere"), "project", ()), steps=(STEP,))
FINDING = make_finding("INP001", "untracked-input", subject="data/raw.csv")


def _list_idle(workflow: Workflow) -> list[Observation]:
    return [Observation(PLACE, id_, "Idle.", "Delete it.") for id_ in workflow.idle]


IDLE = Rule("MET007", "idle", "mlaudit", Severity.MEDIUM, Confidence.HIGH, _list_idle, late=True)


def test_an_answered_finding_is_documented_and_its_entry_in_use() -> None:
    marked = mark_documented(WORKFLOW, Judgement((FINDING,)), [IDLE], [IDLE])
    assert [f.status for f in marked.findings] == ["documented"]


@pytest.mark.parametrize("status", ["ignored", "baselined"])
def test_another_status_stays_and_the_entry_is_in_use(status: str) -> None:
    finding = replace(FINDING, status=status)
    marked = mark_documented(WORKFLOW, Judgement((finding,)), [IDLE], [IDLE])
    assert marked.findings == (finding,)


def test_an_entry_without_use_is_told() -> None:
    other = make_finding("INP001", "untracked-input", subject="data/other.csv")
    marked = mark_documented(WORKFLOW, Judgement((other,)), [IDLE], [IDLE])
    assert {(f.code, f.subject, f.status) for f in marked.findings} == {
        ("INP001", "data/other.csv", "new"),
        ("MET007", "mlaudit.toml:a", "new"),
    }


def test_without_entries_nothing_is_looked_at() -> None:
    judgement = Judgement((FINDING,))
    assert mark_documented(replace(WORKFLOW, steps=()), judgement, [IDLE], [IDLE]) is judgement


def test_of_an_entry_whose_rule_is_not_applied_nothing_is_known() -> None:
    rule = Rule("INP001", "untracked-input", "inputs", Severity.HIGH, Confidence.HIGH, lambda _: ())
    marked = mark_documented(WORKFLOW, Judgement(()), [IDLE, rule], [IDLE])
    assert marked.findings == ()
    crashed = Judgement((), (("INP001 untracked-input", "KeyError: 'x'"),))
    assert mark_documented(WORKFLOW, crashed, [IDLE, rule], [IDLE, rule]).findings == ()
    assert mark_documented(WORKFLOW, Judgement(()), [IDLE, rule], [IDLE, rule]).findings != ()
