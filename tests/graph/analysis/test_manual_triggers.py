"""Workflow files and DAGs that wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.manual_triggers import started_by_hand
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

JOB = "jobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {command}\n"
DEPLOY = JOB.format(command="kubectl apply -f k8s.yaml")
DISPATCH = (
    "on:\n  workflow_dispatch:\n    inputs:\n      tag: {required: true}\n"
    "      mode: {default: fast}\n"
)


def test_a_release_by_dispatch_waits_for_a_person(write_repository: WriteTree) -> None:
    root = write_repository({".github/workflows/ship.yml": DISPATCH + DEPLOY})
    (group,) = started_by_hand(read_workflow(root))
    assert [step.name for step in group.steps] == ["ship"]
    assert group.typed == ("tag",)
    assert group.off == ()
    assert len(group.triggers) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ship", "on:\n  workflow_dispatch:\n  push:\n" + DEPLOY),  # starts by itself, too
        ("rollback", DISPATCH + DEPLOY),  # for exceptions
        ("ship", DISPATCH + JOB.format(command="python report.py")),  # nothing waits for it
    ],
)
def test_what_starts_itself_is_occasional_or_unneeded_is_none(
    write_repository: WriteTree, path: str, text: str
) -> None:
    root = write_repository({f".github/workflows/{path}.yml": text, "report.py": ""})
    assert started_by_hand(read_workflow(root)) == ()


@pytest.mark.parametrize(
    ("more", "waits"),
    [
        ({}, True),
        ({"ask.py": "post('https://api/actions/workflows/ship.yml/dispatches')\n"}, False),
        ({"ask.sh": "curl -X POST $API/actions/workflows/ship.yml/dispatches\n"}, False),
        ({"ask.py": "post('https://api/actions/workflows/other.yml/dispatches')\n"}, True),
    ],
)
def test_what_code_asks_the_server_for_waits_for_nobody(
    write_repository: WriteTree, more: dict[str, str], waits: bool
) -> None:
    root = write_repository({".github/workflows/ship.yml": DISPATCH + DEPLOY, **more})
    assert bool(started_by_hand(read_workflow(root))) is waits


DAGSTER = """import dagster as dg
import joblib


@dg.asset
def model():
    joblib.dump({}, "model.joblib")


train = dg.define_asset_job("train_all", selection=["model"])
defs = dg.Definitions(assets=[model], jobs=[train])
"""
SERVE = (
    "import joblib\nfrom flask import Flask\n\napp = Flask('x')\nm = joblib.load('model.joblib')\n"
)


@pytest.mark.parametrize(("job", "waits"), [("train_all", False), ("other", True)])
def test_a_job_that_is_asked_for_starts_its_assets(
    write_repository: WriteTree, job: str, waits: bool
) -> None:
    ask = f'query = "mutation {{ launchRun(selector: {{jobName: \\"{job}\\"}}) }}"\n'
    tree = {"defs.py": DAGSTER, "serve.py": SERVE + "app.run()\n", "ask.py": ask}
    assert bool(started_by_hand(read_workflow(write_repository(tree)))) is waits
