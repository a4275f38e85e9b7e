"""Ids of systems that a person carried into the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.carried import carried_ids
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

RUN = "runs:/0123456789abcdef0123456789abcdef/model"
LOAD = f'import mlflow\n\nmlflow.pyfunc.load_model("{RUN}")\n'
POINTER = (
    "from pathlib import Path\nimport mlflow\n\n"
    'run_id = Path("best_run_id.txt").read_text()\n'
    'mlflow.pyfunc.load_model(f"runs:/{run_id}/model")\n'
)


def test_an_id_in_code_is_carried(write_repository: WriteTree) -> None:
    (use,) = carried_ids(read_workflow(write_repository({"serve.py": LOAD})))
    assert (use.step.id, use.place.path, use.place.line) == ("serve.py", "serve.py", 3)
    assert use.system == "MLflow"


def test_a_pointer_file_that_nothing_writes_is_carried(write_repository: WriteTree) -> None:
    root = write_repository({"serve.py": POINTER, "best_run_id.txt": "x"})
    (use,) = carried_ids(read_workflow(root))
    assert (use.name, use.system) == ("best_run_id.txt", None)


@pytest.mark.parametrize(
    "tree",
    [
        {"serve.py": POINTER, "train.py": 'open("best_run_id.txt", "w").write("x")\n'},
        {"serve.py": LOAD.replace(RUN, "models:/churn/3")},
        {"serve.py": POINTER.replace("best_run_id", "notes")},
    ],
)
def test_what_a_step_writes_and_other_names_are_not(
    write_repository: WriteTree, tree: Mapping[str, str]
) -> None:
    assert list(carried_ids(read_workflow(write_repository(tree)))) == []
