"""Elements that are drawn, ordered or divided by chance are still elements of their list."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

BEFORE = """
import glob, random, secrets
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle
files = glob.glob("raw/*.csv")
pair = ["a.csv", "b.csv"]
"""


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("random.sample(files, 3)", ["raw/*.csv"]),
        ("random.choices(population=pair, k=1)", ["a.csv", "b.csv"]),
        ("[random.choice(pair)]", ["a.csv", "b.csv"]),
        ("[secrets.choice(files)]", ["raw/*.csv"]),
        ("[np.random.choice(pair)]", ["a.csv", "b.csv"]),
        ("np.random.choice(files, size=2)", ["raw/*.csv"]),
        ("np.random.permutation(pair)", ["a.csv", "b.csv"]),
        ("shuffle(files)", ["raw/*.csv"]),
        ("train_test_split(files)[0]", ["raw/*.csv"]),
        ("train_test_split([1, 2], pair, test_size=1)[3]", ["a.csv", "b.csv"]),
    ],
)
def test_drawn_from_a_list(drawn: str, expected: list[str]) -> None:
    found = touched(behaviour(f"{BEFORE}for path in {drawn}:\n    pd.read_csv(path)\n"))
    listed = [f"read {path}" for path in expected]
    assert [line for line in found if line in listed] == listed
    assert set(found) <= {*listed, "read raw/*.csv"}


def test_parts_of_what_is_no_list_are_not_known() -> None:
    source = "train, test = train_test_split(pd.read_csv('a.csv'))\ntest.to_csv('t.csv')\n"
    assert {"read a.csv", "write t.csv"} < set(touched(behaviour(BEFORE + source)))
