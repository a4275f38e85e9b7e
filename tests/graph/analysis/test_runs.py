"""Notebooks that a person runs, and what they hand on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.runs import (
    are_waited_for,
    handed_on,
    handed_to_deliverable,
    leads_further,
    notebook_runs,
)
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

TRAIN = (
    'import joblib\nimport pandas as pd\n\njoblib.dump(pd.read_csv("d/clean.csv"), "model.pkl")\n'
)
CLEAN = (
    "import pandas as pd\n\nx = pd.DataFrame()\n"
    'x.to_csv("d/clean.csv")\nx.to_csv("d/aside.csv")\nx.to_csv("d/plain.csv")\n'
)


def notebook(code: str) -> str:
    cell = {
        "cell_type": "code", "source": code, "metadata": {}, "outputs": [], "execution_count": 1
    }  # fmt: skip
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_notebook_hands_on_what_only_it_writes(write_repository: WriteTree) -> None:
    other = 'import pandas as pd\n\npd.DataFrame().to_csv("d/plain.csv")\n'
    tree = {"clean.ipynb": notebook(CLEAN), "train.py": TRAIN, "other.py": other, "d/.gitkeep": ""}
    workflow = read_workflow(write_repository(tree))
    (runs,) = [r for r in notebook_runs(workflow) if r.deliverable.artifact == "model.pkl"]
    (unit,) = runs.units
    assert unit.id == "clean.ipynb"
    assert {a.artifact for a in handed_on(workflow, unit)} == {"d/clean.csv", "d/aside.csv"}
    assert [a.artifact for a in handed_to_deliverable(workflow, runs)] == ["d/clean.csv"]


def test_a_notebook_that_something_runs_or_that_only_reads_is_none(
    write_repository: WriteTree,
) -> None:
    tree = {
        "clean.ipynb": notebook(CLEAN),
        "look.ipynb": notebook('import pandas as pd\n\npd.read_csv("d/clean.csv").hist()\n'),
        "train.py": TRAIN,
        "Makefile": "all:\n\tpapermill clean.ipynb out.ipynb\n\tpython train.py\n",
        "d/.gitkeep": "",
    }
    assert list(notebook_runs(read_workflow(write_repository(tree)))) == []


def test_somebody_waits_for_what_others_read(write_repository: WriteTree) -> None:
    tree = {"clean.ipynb": notebook(CLEAN), "train.py": TRAIN, "d/.gitkeep": ""}
    workflow = read_workflow(write_repository(tree))
    (runs,) = [r for r in notebook_runs(workflow) if r.deliverable.artifact == "model.pkl"]
    assert are_waited_for(workflow, runs)
    assert leads_further(runs, handed_to_deliverable(workflow, runs))
    workflow = read_workflow(write_repository({**tree, "train.py": "print(1)\n"}))
    for runs in notebook_runs(workflow):
        assert not are_waited_for(workflow, runs)
        assert not leads_further(runs, handed_to_deliverable(workflow, runs))
