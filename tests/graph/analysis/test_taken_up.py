"""Whether anybody may want what a notebook leaves at its end."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.runs import notebook_runs
from mlaudit.graph.analysis.taken_up import is_wanted
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.analysis.test_runs import notebook

SAVE = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("trial.csv")\n'
UPLOAD = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("s3://shop/trial.csv")\n'
TRAIN = "import joblib\n\njoblib.dump([], 'model.pkl')\n"
READ = 'import pandas as pd\n\npd.read_csv("data/trial.csv").to_csv("out.csv")\n'


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        ({"trial.ipynb": notebook(SAVE)}, True),
        ({"trial.ipynb": notebook(SAVE), "train.py": TRAIN}, False),
        ({"trial.ipynb": notebook(UPLOAD), "train.py": TRAIN}, True),
        ({"trial.ipynb": notebook(SAVE), "train.py": TRAIN, "read.py": READ}, True),
    ],
    ids=["only notebooks make something", "a trial", "to a store", "an input has its name"],
)
def test_what_a_notebook_leaves(write_tree: WriteTree, tree: dict[str, str], wanted: bool) -> None:
    workflow = read_workflow(write_tree(tree))
    (runs,) = [r for r in notebook_runs(workflow) if r.units[0].path == "trial.ipynb"]
    assert is_wanted(workflow, runs) is wanted
