"""A defect of mlaudit in one file is named and costs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mlaudit.graph.python import imports, interpreter
from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.scope import ModuleScope
from mlaudit.scan import scan_project

WriteTree = Callable[[Mapping[str, str]], Path]


def test_a_defect_in_one_file_is_reported_beside_everything_else(
    write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "import pandas as pd\npd.read_csv('data/{}.csv').to_csv('out/{}.csv')\n"
    files = {f"{name}.py": script.replace("{}", name) for name in ("bad", "good")}
    root = write_repository(files)

    def fail_on_one(run: Evaluation, scope: ModuleScope) -> None:
        if scope.module.path == "bad.py":
            raise KeyError("surprise")
        imports.run_module(run, scope)

    monkeypatch.setattr(interpreter, "run_module", fail_on_one)
    result = scan_project(root)
    assert result.failures == (("bad.py", "KeyError: 'surprise'"),)
    reads = {access.artifact for step in result.workflow.steps for access in step.accesses}
    assert "data/good.csv" in reads
