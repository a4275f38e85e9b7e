"""A new undocumented step is named, and nothing else is, in a project full of old ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mlaudit.gate.accepted import mark_accepted
from mlaudit.gate.baseline.entries import Baseline, entries_of, identities_of
from mlaudit.gate.passing import pass_gate
from mlaudit.gate.settings import GateSettings
from mlaudit.model.report import ScanResult
from tests.gate.edits import Files
from tests.gate.trees import Scan, read_story

LOAD = '    data = pd.read_csv(PROCESSED / "train.csv")\n'
DISPATCH = """\
name: Batch
on: workflow_dispatch
jobs:
  batch:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f k8s/batch.yaml
"""


def _in_training(line: str) -> Callable[[Files], Files]:
    """The training script with one more line."""

    def change(files: Files) -> Files:
        assert LOAD in files["src/train.py"]
        changed = files["src/train.py"].replace(LOAD, LOAD + f"    {line}\n")
        packages = files["requirements.txt"] + "mlflow==2.14.1\n"
        training = "import os\nimport mlflow\n" + changed
        return files | {"src/train.py": training, "requirements.txt": packages}

    return change


def _in(path: str, text: str) -> Callable[[Files], Files]:
    """A file with more text at its end, or a new one."""
    return lambda files: files | {path: files.get(path, "") + text}


def _release(files: Files) -> Files:
    """A document with a command that releases."""
    text = "# Rollout\n\n```bash\nhuggingface-cli upload team/churn models/churn.pkl\n```\n"
    return files | {"docs/rollout.md": text}


def _notebook(files: Files) -> Files:
    """Another notebook between the features and the split."""
    source = (
        "import pandas as pd\n"
        'df = pd.read_csv("../data/processed/features.csv")\n'
        'df.to_csv("../data/processed/scaled.csv")'
    )
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": []}
    notebook = {
        "cells": [cell | {"source": source}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    split = files["src/split.py"].replace("features.csv", "scaled.csv")
    return files | {"notebooks/03_scale.ipynb": json.dumps(notebook), "src/split.py": split}


STEPS = {
    "untracked input": (
        _in_training('data = data.merge(pd.read_csv("data/raw/weights.csv"))'),
        {"INP001"},
        "data/raw/weights.csv",
    ),
    "file of one machine": (
        _in_training('data = data.merge(pd.read_csv("/home/jonas/prices.csv"))'),
        {"INP002"},
        "/home/jonas/prices.csv",
    ),
    "prompt": (_in_training('input("Go on? ")'), {"HUM001"}, "Go on?"),
    "hand-carried id": (
        _in_training('mlflow.pyfunc.load_model("runs:/0123456789abcdef0123456789abcdef/model")'),
        {"ART007"},
        "0123456789abcdef0123456789abcdef",
    ),
    "moving model": (
        _in_training('mlflow.pyfunc.load_model("models:/churn/latest")'),
        {"ART008"},
        "models:/churn/latest",
    ),
    "environment variable": (
        _in_training('os.environ["CHURN_SEGMENT_KEY"]'),
        {"ENV010"},
        "CHURN_SEGMENT_KEY",
    ),
    "manual release": (_release, {"REL001"}, "huggingface-cli upload team/churn models/churn.pkl"),
    "job that a person starts": (
        _in(".github/workflows/batch.yml", DISPATCH),
        {"ORD008"},
        "batch",
    ),
    "notebook in the chain": (_notebook, {"ORD010", "ORD001", "ORD011"}, "03_scale.ipynb"),
    "package without a version": (_in("requirements.txt", "xgboost\n"), {"ENV002"}, "xgboost"),
    "download by hand": (
        _in(
            "README.md",
            "\n## Prices\n\nDownload the prices from https://example.com/prices.csv and save "
            "them as `data/raw/prices.csv`.\n",
        ),
        {"DOC001"},
        "prices",
    ),
}


@pytest.fixture
def accepted(scan: Scan) -> tuple[Files, Baseline]:
    files = read_story("churn")
    return files, Baseline(entries_of(identities_of(scan(files).findings)))


@pytest.mark.parametrize("kind", STEPS)
def test_a_new_step_is_named_and_nothing_else(
    kind: str, accepted: tuple[Files, Baseline], scan: Scan
) -> None:
    files, baseline = accepted
    add, codes, name = STEPS[kind]
    failing = _fail(scan(add(files)), baseline)
    assert set(failing) == codes
    assert all(name in message for message in failing.values())


def test_without_a_new_step_nothing_fails(
    accepted: tuple[Files, Baseline], scan: Scan, tmp_path: Path
) -> None:
    files, baseline = accepted
    assert _fail(scan(files), baseline) == {}


def _fail(result: ScanResult, baseline: Baseline) -> dict[str, str]:
    """Messages of what fails a build, by code."""
    failing = pass_gate(mark_accepted(result, baseline), GateSettings()).failing
    assert len({finding.code for finding in failing}) == len(failing)
    return {finding.code: finding.message for finding in failing}
