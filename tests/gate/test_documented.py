"""The status of findings that registered manual steps answer, and what is wrong with the steps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.gate.documented import find_idle, mark_documented
from mlaudit.judge.rule import Rule
from mlaudit.model.finding import Finding
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


RULE = Rule("INP001", "untracked-input", "inputs", Severity.HIGH, Confidence.HIGH, lambda _: ())
APPLIED = frozenset({"INP001"})


def _find_idle(workflow: Workflow, *findings: Finding, applied: frozenset[str] = APPLIED) -> bool:
    return bool(find_idle(workflow, findings, [RULE], applied))


def test_an_answered_finding_is_documented_and_its_entry_in_use() -> None:
    marked = mark_documented(WORKFLOW, [FINDING])
    assert [finding.status for finding in marked] == ["documented"]
    assert not _find_idle(WORKFLOW, *marked)


@pytest.mark.parametrize("status", ["ignored", "baselined"])
def test_another_status_stays_and_the_entry_is_in_use(status: str) -> None:
    finding = replace(FINDING, status=status)
    assert mark_documented(WORKFLOW, [finding]) == (finding,)
    assert not _find_idle(WORKFLOW, finding)


def test_an_entry_without_use_is_told() -> None:
    other = make_finding("INP001", "untracked-input", subject="data/other.csv")
    assert mark_documented(WORKFLOW, [other]) == (other,)
    assert find_idle(WORKFLOW, [other], [RULE], APPLIED) == {"mlaudit.toml:a"}
    assert not _find_idle(replace(WORKFLOW, steps=()), other)


@pytest.mark.parametrize("name", ["untracked-input", "INP001", "inp001", "inputs", "INP"])
def test_of_an_entry_whose_rule_is_not_applied_nothing_is_known(name: str) -> None:
    manual = ManualStep("Do it", rule=name, subject="data/raw.csv")
    workflow = replace(WORKFLOW, steps=(replace(STEP, manual=manual),))
    assert not _find_idle(workflow, applied=frozenset())
    assert _find_idle(workflow)
