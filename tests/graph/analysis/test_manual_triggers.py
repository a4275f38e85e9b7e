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
