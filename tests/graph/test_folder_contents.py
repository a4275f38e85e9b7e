"""A declared folder holds what its maker is seen to write there, and nothing else."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import Tracking
from tests.conftest import WriteTree
from tests.graph.linking import tracking
from tests.graph.test_owners import read

STAGES = """\
stages:
  prepare:
    cmd: python prepare.py
    outs: [features]
  train:
    cmd: python train.py
    deps: [features]
    outs: [model.pkl]
"""
PREPARE = "import os, sys\nimport pandas as pd\nframe = pd.DataFrame()\nLINE\n"
TRAIN = """\
import os
import joblib
import numpy as np
for name in os.listdir('features'):
    if name.endswith('.npz'):
        joblib.dump(np.load('features/' + name), 'model.pkl')
"""
FILES = "features/{file}.npz"


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("frame.to_parquet('features/all.parquet')", False),
        ("frame.to_parquet('features/all.npz')", True),
        ("frame.to_csv('features/' + input())", True),
        ("frame.to_csv(some())", True),
        ("frame.to_parquet('features')", True),
        ("frame.to_csv('elsewhere.csv')", True),
        ("frame.to_csv('features/a.csv'); os.system('unknown-tool features')", True),
    ],
)
def test_files_of_another_sort_come_from_elsewhere(
    write_tree: WriteTree, line: str, made: bool
) -> None:
    files = {"dvc.yaml": STAGES, "prepare.py": PREPARE.replace("LINE", line), "train.py": TRAIN}
    found = read(write_tree, files)
    assert (FILES in found.producers) == made
    assert tracking(found)[FILES] == (Tracking.DVC if made else Tracking.ABSENT)
    assert found.order_by_pair[("dvc.yaml:prepare", "dvc.yaml:train")]
