"""Models and data sets that the next run overwrites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.losses import data_taken_in, lost_models
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

TRAIN = 'import joblib\n\njoblib.dump(1, "m/model.pkl")\n'
USE = 'import joblib\n\njoblib.load("m/model.pkl")\n'
CLEAN = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("d/clean.csv")\n'
SERVE = (
    "import pandas as pd\nfrom fastapi import FastAPI\n\n"
    'app = FastAPI()\ndata = pd.read_csv("d/clean.csv")\n'
)
IGNORED = {".gitignore": "*.pkl\n*.csv\n", "m/.gitkeep": "", "d/.gitkeep": ""}


def test_a_model_that_another_unit_reads_is_lost(write_repository: WriteTree) -> None:
    root = write_repository({**IGNORED, "train.py": TRAIN, "use.py": USE})
    (lost,) = lost_models(read_workflow(root))
    assert lost.unit.id == "train.py"
    assert [access.artifact for access in lost.writes] == ["m/model.pkl"]
    assert (lost.readers, lost.varies) == (("use.py",), False)


def test_names_vary_where_each_has_an_unknown_part(write_repository: WriteTree) -> None:
    train = 'import joblib, sys\n\njoblib.dump(1, f"m/model-{sys.argv[1]}.pkl")\n'
    root = write_repository({**IGNORED, "train.py": train})
    (lost,) = lost_models(read_workflow(root))
    assert lost.varies


@pytest.mark.parametrize(
    "code",
    [
        TRAIN.replace("m/model", "/tmp/model"),  # lives as long as the run
        TRAIN.replace('"m/model.pkl"', "NAME"),  # a name of which nothing is known
        'import mlflow\nmlflow.log_artifact("m/model.pkl")\n' + TRAIN,
    ],
)
def test_temporary_unknown_and_logged_models_are_none(
    write_repository: WriteTree, code: str
) -> None:
    assert list(lost_models(read_workflow(write_repository({**IGNORED, "train.py": code})))) == []


def test_a_service_takes_in_what_a_person_made(write_repository: WriteTree) -> None:
    root = write_repository({**IGNORED, "clean.py": CLEAN, "serve.py": SERVE})
    (taken,) = data_taken_in(read_workflow(root))
    assert (taken.unit.id, taken.access.artifact) == ("clean.py", "d/clean.csv")
    assert [step.id for step in taken.takers] == ["serve.py"]


@pytest.mark.parametrize(
    "more",
    [
        {".gitignore": "", "d/clean.csv": "x\n1\n"},  # git keeps it
        {"all.sh": "python clean.py\n"},  # a script starts what makes it
        {"serve.py": SERVE + 'data.to_csv("d/clean.csv")\n'},  # the service makes it itself
    ],
)
def test_kept_data_and_those_of_the_repository_are_none(
    write_repository: WriteTree, more: Mapping[str, str]
) -> None:
    tree = {**IGNORED, "clean.py": CLEAN, "serve.py": SERVE, **more}
    assert list(data_taken_in(read_workflow(write_repository(tree)))) == []
