"""Names that say which run or which version was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.chosen import (
    is_alias,
    moving_part,
    picked_outputs,
    system_of_id,
    tool_of_run,
)
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

LOAD = 'import joblib\n\njoblib.load("{path}")\n'
RUN = "out/checkpoint-1500/model.pkl"


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        ("lightning_logs/version_12/checkpoints/last.ckpt", "PyTorch Lightning"),
        ("models/epoch=37-step=1482.ckpt", "PyTorch Lightning"),
        ("out/checkpoint-1500/model.bin", "the training"),
        ("runs/detect/train7/weights/best.pt", "YOLO"),
        ("runs/train/exp/weights/best.pt", "YOLO"),
        ("outputs/2024-05-01/12-30-00/model.pt", "Hydra"),
        ("mlruns/0/0123456789abcdef0123456789abcdef/artifacts/model", "MLflow"),
        ("wandb/run-20240501_123000-ab12cd34/files/model.pt", "W&B"),
        ("logs/2025-12-13-13-34-11-ANim/best.ckpt", "the time of the run"),
        ("logs/20240501-1230/best.ckpt", "the time of the run"),
        ("weights.05-0.32.hdf5", "Keras"),
        ("lightning_logs/version_{n}/last.ckpt", None),
        ("data/2024-05-01/sales.csv", None),
        ("cached/all-200501-201841/dates.pkl", None),
        ("data/2018-06-20_2023-08-05/x.csv", None),
        ("runs/train/results.csv", None),
        ("checkpoint.pt", None),
        ("s3://bucket/checkpoint-1500/model.bin", None),
        ("data/v1.2-0.5.csv", None),
    ],
)
def test_tool_of_run(path: str, tool: str | None) -> None:
    assert tool_of_run(path) == tool


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("mlflow://runs:/0123456789abcdef0123456789abcdef/model", "MLflow"),
        ("runs:/0123456789abcdef0123456789abcdef/model", "MLflow"),
        ("projects/p/locations/eu/endpoints/1234567890123", "Vertex AI"),
        ("churn-2024-05-01-12-30-00-123", "SageMaker"),
        ("mlflow://models:/churn/3", None),
        ("mlflow://runs:/{run_id}/model", None),
        ("data/0123456789abcdef0123456789abcdef.csv", None),
    ],
)
def test_system_of_id(name: str, system: str | None) -> None:
    assert system_of_id(name) == system


@pytest.mark.parametrize(
    ("reference", "word", "alias"),
    [
        ("mlflow://models:/churn/latest", "latest", False),
        ("mlflow://models:/churn/Production", "Production", False),
        ("mlflow://models:/churn@champion", "champion", True),
        ("wandb://team/churn/model:latest", "latest", False),
        ("bentoml://churn:latest", "latest", False),
        ("mlflow://models:/churn/3", None, False),
        ("wandb://team/churn/model:v7", None, False),
        ("hf://owner/latest", None, False),
    ],
)
def test_moving_part(reference: str, word: str | None, alias: bool) -> None:
    assert (moving_part(reference), is_alias(reference)) == (word, alias)


def test_the_output_of_one_run_is_picked(write_repository: WriteTree) -> None:
    root = write_repository({"use.py": LOAD.format(path=RUN), "out/.gitkeep": ""})
    ((step, access),) = picked_outputs(read_workflow(root))
    assert (step.id, access.artifact) == ("use.py", RUN)


@pytest.mark.parametrize(
    "tree",
    [
        {"train.py": f'import joblib\n\njoblib.dump(1, "{RUN}")\n'},
        {"use.py": LOAD.format(path="out/model.pkl")},
    ],
)
def test_what_is_written_or_of_no_run_is_not_picked(
    write_repository: WriteTree, tree: Mapping[str, str]
) -> None:
    base = {"use.py": LOAD.format(path=RUN), "out/.gitkeep": ""}
    assert list(picked_outputs(read_workflow(write_repository({**base, **tree})))) == []
