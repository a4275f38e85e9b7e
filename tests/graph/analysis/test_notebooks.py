"""What a notebook takes over from other sessions and from what it runs."""

from __future__ import annotations

import json

import pytest

from mlaudit.graph.analysis.notebooks import own_notebooks, values_taken, work_taken_in
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

READS = "import pandas as pd\n\ndata = pd.read_csv('data.csv')\n"
OPEN = "import pandas as pd\n\ndata = pd.read_csv(input())\n"
DEFINES = "def add(a, b):\n    return a + b\n"


def notebook(*cells: str) -> str:
    """A notebook with these cells of code."""
    shared: dict[str, object] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    made = [{**shared, "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize(
    ("helper", "taken"), [(READS, ["prepare.py"]), (OPEN, ["prepare.py"]), (DEFINES, [])]
)
def test_only_what_touches_data_is_work(
    write_tree: WriteTree, helper: str, taken: list[str]
) -> None:
    train = notebook("%run prepare.py", "import joblib\njoblib.dump(data, 'model.joblib')")
    workflow = read_workflow(write_tree({"prepare.py": helper, "train.ipynb": train}))
    (found,) = own_notebooks(workflow)
    assert [transfer.target for transfer in work_taken_in(workflow, found)] == taken
    assert values_taken(found) == ()


def test_values_are_taken_by_a_restore_alone(write_tree: WriteTree) -> None:
    cells = ("x = 1\n%store x", "%store -r scores", "scores.to_csv('scores.csv')")
    workflow = read_workflow(write_tree({"evaluate.ipynb": notebook(*cells)}))
    (found,) = own_notebooks(workflow)
    assert [transfer.target for transfer in values_taken(found)] == ["scores"]
    assert work_taken_in(workflow, found) == ()
