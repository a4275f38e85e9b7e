from __future__ import annotations

from dataclasses import replace

import pytest

from mlaudit.graph.neighbourhood import (
    select_around,
    select_by_hand,
    select_deliverable,
    suggest_names,
)
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Role
from tests.report.examples import RAW, make_workflow
from tests.report.pictures.workflows import make_chain

FILE = "data/part{}/file{}.csv"


def names(workflow: Workflow | None) -> tuple[list[str], list[str]]:
    assert workflow is not None
    return [step.name.rpartition("/")[2] for step in workflow.steps], [
        artifact.id.rpartition("/")[2] for artifact in workflow.artifacts
    ]


@pytest.mark.parametrize(
    ("depth", "steps", "files"),
    [
        (0, [], ["file3.csv"]),
        (1, ["step3.py", "step4.py"], ["file3.csv"]),
        (2, ["step3.py", "step4.py"], ["file2.csv", "file3.csv", "file4.csv"]),
    ],
)
def test_depth_counts_arrows(depth: int, steps: list[str], files: list[str]) -> None:
    assert names(select_around(make_chain(9), FILE.format(3, 3), depth)) == (steps, files)


def test_without_a_depth_everything_up_and_down_is_there_and_no_sideway() -> None:
    workflow = make_chain(6, back=((5, 0),))
    found = names(select_around(workflow, "part3/step3.py"))
    assert found == names(workflow)
    aside = select_around(make_chain(3, back=()), "part0/step0.py", 1)
    assert names(aside) == (["step0.py"], ["file0.csv"])


def test_steps_are_named_by_id_or_name_and_files_by_their_end() -> None:
    workflow = make_workflow()
    assert names(select_around(workflow, "./dvc.yaml:train", 0)) == (["train"], [])
    assert names(select_around(workflow, "train", 0)) == (["train"], [])
    assert names(select_around(workflow, "raw.csv", 0)) == ([], ["raw.csv"])
    assert select_around(workflow, "nothing.csv") is None
    assert RAW in suggest_names(workflow, "data/row.csv")


def test_nothing_that_is_left_names_what_is_gone() -> None:
    part = select_around(make_chain(9), FILE.format(3, 3), 1)
    assert part is not None
    known = {artifact.id for artifact in part.artifacts}
    steps = {step.id for step in part.steps}
    assert {access.artifact for step in part.steps for access in step.accesses} <= known
    assert {end for flow in part.flows for end in (flow.before, flow.after)} <= steps


def test_by_hand_are_steps_that_nothing_starts_what_they_touch_and_what_is_brought() -> None:
    workflow = make_workflow()
    automated = replace(workflow.steps[0], automation=Automation.AUTOMATED)
    notebook = replace(workflow.steps[1], automation=Automation.HIDDEN)
    stage = replace(workflow.steps[2], accesses=())
    whole = replace(workflow, steps=(automated, notebook, stage))
    found = select_by_hand(whole)
    # The script is automated, and there because a person must bring what it reads.
    assert [step.id for step in found.steps] == ["src/train.py", "clean.ipynb"]
    assert [artifact.id for artifact in found.artifacts] == [RAW]
    assert found.whole is whole


def test_tests_and_examples_are_no_work_by_hand() -> None:
    workflow = make_chain(4)
    steps = tuple(replace(step, role=Role.TEST) for step in workflow.steps)
    assert select_by_hand(replace(workflow, steps=steps)).steps == ()


def test_a_deliverable_has_what_it_needs_and_what_starts_that() -> None:
    workflow = make_workflow()
    one = replace(workflow.deliverables[0], steps=("src/train.py",))
    found = select_deliverable(workflow, one)
    assert [step.id for step in found.steps] == ["src/train.py", "dvc.yaml:train"]
    assert {artifact.id for artifact in found.artifacts} == {one.artifact, RAW}
    assert found.whole is workflow
