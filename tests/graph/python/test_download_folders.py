"""Where downloads go that name their folder and their file apart."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

HEAD = """
import nltk, pooch, torch
import dvc.api
import pandas as pd
import tensorflow_datasets as tfds
from sklearn.datasets import fetch_openml
from tensorflow.keras.utils import get_file
"""
URL = "https://data.org/a.csv"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            f"pd.read_csv(get_file('a.csv', '{URL}', cache_dir='.', cache_subdir='d'))",
            [f"read {URL}", "write d/a.csv", "read d/a.csv"],
        ),
        (
            f"get_file(origin='{URL}', fname='a.csv', cache_dir='d')",
            [f"read {URL}", "write d/datasets/a.csv"],
        ),
        (f"get_file('a.csv', '{URL}')", [f"read {URL}"]),
        (
            f"pd.read_csv(pooch.retrieve('{URL}', None, path='d', fname='b.csv'))",
            [f"read {URL}", "write d/b.csv", "read d/b.csv"],
        ),
        (
            f"torch.hub.load_state_dict_from_url('{URL}', model_dir='d')",
            [f"read {URL}", "write d"],
        ),
        (
            "tfds.load('mnist:3.0.1', data_dir='d')",
            ["read tensorflow-datasets://mnist:3.0.1", "write d"],
        ),
        (
            "fetch_openml('mnist_784', version=1, data_home='d')",
            ["read sklearn://mnist_784@1", "write d"],
        ),
        ("dvc.api.read('d/a.csv')", ["read d/a.csv"]),
        ("dvc.api.read('d/a.csv', repo=None)", ["read d/a.csv"]),
        (
            "dvc.api.open('d/a.csv', repo='https://git.org/x/y')",
            ["read https://git.org/x/y/d/a.csv"],
        ),
    ],
)
def test_folder_and_file_make_the_path(code: str, expected: list[str]) -> None:
    found = behaviour(HEAD + code)
    assert touched(found) == expected
    assert found.unresolved == ()
