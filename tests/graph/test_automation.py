"""How a step comes to run."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import Automation, TriggerKind
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import CHAIN, automation

JOB = "jobs:\n  build:\n    runs-on: x\n    steps:\n      - run: make data\n"
MAKE = "data:\n\tpython clean.py\n"
CI = ".github/workflows/ci.yml"


@pytest.mark.parametrize(
    ("trigger", "expected"),
    [
        ("on:\n  schedule:\n    - cron: '0 1 * * *'\n", Automation.AUTOMATED),
        ("on: push\n", Automation.AUTOMATED),
        ("on: [pull_request, workflow_dispatch]\n", Automation.AUTOMATED),
        ("on: workflow_dispatch\n", Automation.SCRIPTED),
        ("on: workflow_call\n", Automation.SCRIPTED),
    ],
)
def test_trigger_reaches_the_script_over_make(
    write_repository: WriteTree, trigger: str, expected: Automation
) -> None:
    root = write_repository({**CHAIN, "Makefile": MAKE, CI: trigger + JOB})
    levels = automation(read_workflow(root))
    assert levels[f"{CI}:build"] == levels["Makefile:data"] == levels["clean.py"] == expected
    assert levels["train.py"] == Automation.HIDDEN


def test_triggers_are_handed_on(write_repository: WriteTree) -> None:
    root = write_repository({**CHAIN, "Makefile": MAKE, CI: f"on: push\n{JOB}"})
    step = read_workflow(root).step_by_id["clean.py"]
    assert [trigger.kind for trigger in step.triggers] == [TriggerKind.PUSH]


def test_levels_from_best_to_worst(write_repository: WriteTree) -> None:
    files = {
        "README.md": "```\npython documented.py\npython scripted.py\n```\n",
        "Makefile": "all:\n\tpython scripted.py\n",
        "documented.py": "open('a', 'w')\n",
        "scripted.py": "open('b', 'w')\n",
        "hidden.py": "open('c', 'w')\n",
    }
    levels = automation(read_workflow(write_repository(files)))
    assert levels["documented.py"] == Automation.DOCUMENTED
    assert levels["scripted.py"] == Automation.SCRIPTED
    assert levels["hidden.py"] == Automation.HIDDEN


def test_pipeline_file_alone_is_scripted(write_repository: WriteTree) -> None:
    dvc = "stages:\n  clean:\n    cmd: python clean.py\n"
    levels = automation(read_workflow(write_repository({**CHAIN, "dvc.yaml": dvc})))
    assert levels["dvc.yaml:clean"] == Automation.SCRIPTED
    with_job = JOB.replace("make data", "dvc repro")
    files = {**CHAIN, "dvc.yaml": dvc, CI: f"on: push\n{with_job}"}
    levels = automation(read_workflow(write_repository(files)))
    assert levels["dvc.yaml:clean"] == levels["clean.py"] == Automation.AUTOMATED


def test_job_that_is_switched_off_automates_nothing(write_repository: WriteTree) -> None:
    off = JOB.replace("    runs-on", "    if: false\n    runs-on")
    root = write_repository({**CHAIN, "Makefile": MAKE, CI: f"on: push\n{off}"})
    assert automation(read_workflow(root))["clean.py"] == Automation.SCRIPTED
