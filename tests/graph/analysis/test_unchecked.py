"""Tables that go into a training, and what looks at them."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.unchecked import unchecked_tables
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

HEAD = "import joblib\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
READ = 'data = pd.read_csv("data/customers.csv")\n'
FIT = 'joblib.dump(LogisticRegression().fit(data, data), "model.joblib")\n'
TRAIN = HEAD + READ + FIT
STAGE = (
    "stages:\n  train:\n    cmd: python train.py\n    deps: [train.py, data/customers.csv]\n"
    "    outs: [model.joblib]\n"
)


@pytest.mark.parametrize(
    "tree",
    [
        {"train.py": HEAD + READ + 'assert "age" in data.columns\n' + FIT},
        {"train.py": TRAIN, "tests/test_data.py": "import pandera\n"},
        {"train.py": TRAIN.replace("customers.csv", "customers.npy")},
        {"plot_customers.py": TRAIN},
        {"train.py": HEAD + READ + 'data.to_csv("out.csv")\n'},
    ],
)
def test_what_is_looked_at_or_is_no_table(write_tree: WriteTree, tree: Tree) -> None:
    assert unchecked_tables(read_workflow(write_tree(tree))) is None


def test_a_table_straight_into_the_training(write_tree: WriteTree) -> None:
    found = unchecked_tables(read_workflow(write_tree({"train.py": TRAIN})))
    assert found is not None
    assert (found.names, found.steps) == (("data/customers.csv",), ("train.py",))


def test_code_comes_before_the_declaration_of_a_stage(write_tree: WriteTree) -> None:
    found = unchecked_tables(read_workflow(write_tree({"train.py": TRAIN, "dvc.yaml": STAGE})))
    assert found is not None
    assert {read.place.path for read in found.reads} == {"dvc.yaml", "train.py"}
    assert found.first.place.path == "train.py"
    assert found.names == ("data/customers.csv",)
