"""Remedies that a person can follow as they stand."""

from __future__ import annotations

from mlaudit.judge.judgement import judge
from mlaudit.judge.loading import installed_rules
from mlaudit.model.finding import Finding
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree


def find(write_tree: WriteTree, code: str, tree: Tree) -> Finding:
    rules = [rule for rule in installed_rules() if rule.code == code]
    (found,) = judge(read_workflow(write_tree(tree)), rules).findings
    return found


def test_model_outside_the_repository_goes_inside_first(write_tree: WriteTree) -> None:
    source = "import joblib\njoblib.dump(1, 'C:/Users/ada/models/churn.pkl')\n"
    remedy = find(write_tree, "ART001", {"train.py": source}).remedy
    assert "-o models/churn.pkl" in remedy
    assert "-o 'C:" not in remedy


def test_files_of_one_folder_are_kept_together(write_tree: WriteTree) -> None:
    source = "import pandas as pd\nfor n in ['a', 'b', 'c', 'd', 'e']:\n"
    source += "    pd.read_csv(f'data/batches/{n}.csv').to_csv(f'{n}.csv')\n"
    found = find(write_tree, "INP001", {"train.py": source, ".gitignore": "data/\n"})
    assert found.message.endswith("makes or fetches them, and .gitignore keeps them out.")
    assert "dvc add data/batches`" in found.remedy


def test_paths_of_one_machine_are_several(write_tree: WriteTree) -> None:
    source = "import pandas as pd\nfor n in ['a', 'b']:\n"
    source += "    pd.read_csv(f'D:/data/{n}.csv').to_csv(f'{n}.csv')\n"
    found = find(write_tree, "INP002", {"train.py": source})
    assert "which exist on one machine only; everybody else has to find them" in found.message
