"""Whether an argument of a random call fixes its seed."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour

IMPORTS = """
import json, random
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from torch.utils.data import DataLoader
options = json.load(open('options.json'))
"""


def effects(code: str) -> list[tuple[str, bool]]:
    """(kind, pinned) of what is random or sets a seed."""
    found = behaviour(IMPORTS + code).effects
    return [(e.kind, e.pinned) for e in found if e.kind in ("stochastic", "seed")]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("train_test_split([1])", [("stochastic", False)]),
        ("train_test_split([1], random_state=None)", [("stochastic", False)]),
        ("train_test_split([1], random_state=3)", [("stochastic", True)]),
        ("train_test_split([1], random_state=options['seed'])", [("stochastic", True)]),
        ("train_test_split([1], **options)", [("stochastic", True)]),
        ("train_test_split([1], shuffle=False)", []),
        ("RandomForestClassifier()", [("stochastic", False)]),
        ("RandomForestClassifier(random_state=1)", [("stochastic", True)]),
        ("KFold(5)", []),
        ("StratifiedKFold(5, shuffle=True)", [("stochastic", False)]),
        ("KFold(5, True, random_state=2)", [("stochastic", True)]),
        ("DataLoader([1], batch_size=2)", []),
        ("DataLoader([1], 2, True)", [("stochastic", False)]),
        ("pd.DataFrame().sample(5)", []),
        ("pd.DataFrame().sample(frac=0.5)", [("stochastic", False)]),
        ("pd.DataFrame().sample(frac=1, random_state=1)", [("stochastic", True)]),
        ("np.random.seed(1)", [("seed", True)]),
        ("np.random.default_rng()", [("seed", False)]),
        ("np.random.default_rng(7)", [("seed", True)]),
        ("random.seed()", [("seed", False)]),
    ],
)
def test_pins(code: str, found: list[tuple[str, bool]]) -> None:
    assert effects(code) == found
