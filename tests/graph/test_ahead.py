"""Code that several processes follow gives what one alone finds."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mlaudit.graph import ahead
from mlaudit.graph.perform import Performer
from mlaudit.graph.python import imports, interpreter
from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.scope import ModuleScope
from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow

WriteTree = Callable[[Mapping[str, str]], Path]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a safe fork")

COPY = "import sys\nimport pandas as pd\npd.read_csv(sys.argv[1]).to_csv(sys.argv[2])\n"
ALONE = "import pandas as pd\nimport shared\npd.read_csv('data/{0}.csv').to_csv('out/{0}.csv')\n"
FLOW = """
from prefect import flow, task
import pandas as pd

@task
def load(path):
    return pd.read_csv(path)

@flow
def run():
    load("data/flow.csv").to_csv("out/flow.csv")

if __name__ == "__main__":
    run()
"""


@pytest.fixture
def tree(write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ahead, "LEAST_SIZE", 0)
    rules = "".join(f"s{i}:\n\tpython copy.py {i}.csv {i + 1}.csv\n" for i in range(6))
    return write_repository(
        {
            "Makefile": rules,
            "copy.py": COPY,
            "shared.py": "LIMIT = 3\n",
            "flow.py": FLOW,
            **{f"alone_{i}.py": ALONE.format(i) for i in range(6)},
        }
    )


def _read(tree: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> Workflow:
    monkeypatch.setenv("MLAUDIT_JOBS", str(jobs))
    return read_workflow(tree)


def test_the_number_of_processes_changes_nothing(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, *others = (_read(tree, jobs, monkeypatch) for jobs in (1, 2, 5))
    reads = {access.artifact for step in alone.steps for access in step.accesses}
    assert {"5.csv", "data/5.csv", "data/flow.csv"} <= reads
    assert all(other == alone for other in others)
    assert all(repr(other.steps) == repr(alone.steps) for other in others)


def test_what_another_process_has_followed_is_not_followed_again(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []
    real = imports.run_module

    def note(run: Evaluation, scope: ModuleScope) -> None:
        followed.append(scope.module.path)
        real(run, scope)

    monkeypatch.setattr(interpreter, "run_module", note)
    _read(tree, 1, monkeypatch)
    every = len(followed)
    followed.clear()
    _read(tree, 3, monkeypatch)
    assert 0 < len(followed) < every


def test_a_process_that_dies_costs_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _read(tree, 1, monkeypatch)
    own, real = os.getpid(), Performer.perform

    def die_elsewhere(*words: object) -> object:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(Performer, "perform", die_elsewhere)
    assert _read(tree, 3, monkeypatch) == alone
