"""Scripts that nobody has to start, because what they hand on comes about otherwise."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.otherwise import is_made_otherwise, is_stored
from mlaudit.scan import read_workflow
from tests.conftest import Git, Tree, WriteTree

FETCH = "import pandas as pd\n\npd.DataFrame().to_csv('data/raw.csv')\n"
TRAIN = "import joblib\nimport pandas as pd\n\njoblib.dump(pd.read_csv('data/raw.csv'), 'm.pkl')\n"
OTHER = TRAIN.replace("pd.read_csv('data/raw.csv')", "{}")
TREE: Tree = {"fetch.py": FETCH, "train.py": TRAIN, "other.py": OTHER, "data/keep.md": ""}
MAKE = "model:\n\tpython other.py\n"


@pytest.mark.parametrize(
    ("more", "made"),
    [
        ({}, False),
        ({"Makefile": MAKE}, True),
        ({"README.md": "`other.py` makes the model.\n"}, True),
        ({"README.md": "`train.py` makes the model.\n"}, False),
        ({"Makefile": MAKE, "other.py": "print(1)\n"}, False),
        ({"Makefile": MAKE, "other.py": "import joblib\n\nx = joblib.load('m.pkl')\n"}, False),
        (
            {
                "Makefile": MAKE,
                "other.py": "import joblib\n\njoblib.dump(joblib.load('m.pkl'), 'm.pkl')\n",
            },
            False,
        ),
    ],
)
def test_another_way_counts_where_something_starts_or_names_it(
    write_tree: WriteTree, more: Tree, made: bool
) -> None:
    workflow = read_workflow(write_tree({**TREE, **more}))
    assert is_made_otherwise(workflow, workflow.step_by_id["train.py"]) is made


def test_a_person_may_name_the_folder_so_that_it_is_the_same_file(write_tree: WriteTree) -> None:
    tool = "import sys\nimport joblib\n\njoblib.dump({}, sys.argv[1] + '/m.pkl')\n"
    tree = {**TREE, "tool.py": tool, "Makefile": "m.pkl:\n\tpython train.py\n"}
    workflow = read_workflow(write_tree(tree))
    assert is_made_otherwise(workflow, workflow.step_by_id["tool.py"])


def test_what_hands_on_nothing_is_neither(write_tree: WriteTree) -> None:
    show = "import pandas as pd\n\nprint(pd.read_csv('data/raw.csv'))\n"
    workflow = read_workflow(write_tree({**TREE, "show.py": show}))
    step = workflow.step_by_id["show.py"]
    assert not is_made_otherwise(workflow, step)
    assert not is_stored(workflow, step)


def test_stored_is_what_git_keeps_of_files_on_the_way(write_tree: WriteTree, git: Git) -> None:
    tree = {**TREE, "data/raw.csv": "x\n1\n", "m.pkl": "x"}
    root = write_tree(tree)
    git(root, "init")
    git(root, "add", ".")
    workflow = read_workflow(root)
    assert is_stored(workflow, workflow.step_by_id["fetch.py"])
    assert not is_stored(workflow, workflow.step_by_id["train.py"]), "a deliverable is to be remade"
