"""Where git tells nothing, what lies in the tree is not said to be kept by nothing."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import Tracking
from mlaudit.scan import read_workflow, scan_project
from mlaudit_rules.artifacts.unversioned_dataset import find_unversioned_datasets
from mlaudit_rules.artifacts.unversioned_model import find_unversioned_models
from mlaudit_rules.release.image_copies_untracked_artifact import find_untracked_copies
from mlaudit_rules.release.served_artifact_unlinked import find_unlinked_models
from tests.conftest import Tree, WriteTree

MODEL = "models/churn.joblib"
PRICES = "data/prices.csv"
TREE: Tree = {
    "app.py": "import joblib\nimport pandas as pd\nfrom fastapi import FastAPI\n"
    f"app = FastAPI()\nmodel = joblib.load('{MODEL}')\nprices = pd.read_csv('{PRICES}')\n",
    "train.py": f"import joblib\njoblib.dump(fit(), '{MODEL}')\n",
    "prices.py": f"import pandas as pd\npd.DataFrame().to_csv('{PRICES}')\n",
    "Dockerfile": f"FROM python:3.12\nCOPY {MODEL} /srv/\n",
}


@pytest.mark.parametrize(
    ("check", "subject"),
    [
        (find_unlinked_models, MODEL),
        (find_unversioned_models, MODEL),
        (find_untracked_copies, MODEL),
        (find_unversioned_datasets, PRICES),
    ],
)
def test_only_what_is_not_in_the_tree_is_told(
    write_tree: WriteTree, check: object, subject: str
) -> None:
    assert callable(check)
    found = check(read_workflow(write_tree(TREE)))
    assert subject in {observation.subject for observation in found}
    there = read_workflow(write_tree({subject: "something\n"}))
    assert there.artifact_by_id[subject].tracking == Tracking.UNKNOWN
    assert subject not in {observation.subject for observation in check(there)}


def test_a_folder_and_files_of_a_pattern_are_in_the_tree(write_tree: WriteTree) -> None:
    code = "import joblib\nfor k in load():\n    joblib.dump(fit(k), f'models/fold_{k}.joblib')\n"
    keras = "import keras\nkeras.Sequential().save_weights('weights/net')\n"
    tree = {"a.py": code, "b.py": keras, "models/fold_1.joblib": "x", "weights/net/a.h5": "x"}
    found = read_workflow(write_tree(tree))
    kept = found.artifact_by_id
    assert kept["models/fold_{k}.joblib"].tracking == Tracking.UNKNOWN
    assert kept["weights/net"].tracking == Tracking.UNKNOWN
    assert list(find_unversioned_models(found)) == []


def test_the_score_does_not_say_that_nothing_keeps_it(write_tree: WriteTree) -> None:
    train = {"train.py": f"import joblib\njoblib.dump(fit(), '{MODEL}')\n"}
    absent = scan_project(write_tree(train)).assessment.score.proven
    there = scan_project(write_tree({MODEL: "something\n"})).assessment.score.proven
    assert absent is not None
    assert there is not None
    assert there > absent
