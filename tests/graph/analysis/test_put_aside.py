"""Code in folders for what is out of use."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.put_aside import are_put_aside, is_put_aside
from mlaudit.graph.analysis.runs import HandRuns, hand_runs
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree


@pytest.mark.parametrize(
    ("path", "aside"),
    [
        ("old/train.py", True),
        ("src/Legacy/utils/train.py", True),
        ("src/archive/train.py", True),
        ("old.py", False),
        ("src/older/train.py", False),
        ("src/threshold/train.py", False),
        ("train.py", False),
    ],
)
def test_folders_for_what_is_out_of_use(path: str, aside: bool) -> None:
    assert is_put_aside(path) is aside


def test_all_that_a_person_runs_must_be_put_aside(write_tree: WriteTree) -> None:
    train = "import joblib\nimport pandas as pd\n\njoblib.dump(pd.read_csv('raw.csv'), 'm.pkl')\n"
    fetch = "import pandas as pd\n\npd.DataFrame().to_csv('raw.csv')\n"
    workflow = read_workflow(write_tree({"old/train.py": train, "fetch.py": fetch}))
    (runs,) = hand_runs(workflow, lambda unit: True)
    assert not are_put_aside(runs)
    old = tuple(unit for unit in runs.units if unit.path == "old/train.py")
    assert are_put_aside(HandRuns(runs.deliverable, old))
