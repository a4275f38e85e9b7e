"""Functions that pools and frameworks call."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved


@pytest.mark.parametrize(
    "call",
    [
        "Pool(4).map(save, ['a', 'b'])",
        "with Pool() as pool:\n    pool.starmap(save, [('a',), ('b',)])",
        "with Executor() as pool:\n    list(pool.map(save, ['a', 'b']))",
        "with Executor() as pool:\n    for n in ['a', 'b']:\n        pool.submit(save, n)",
        "Parallel(n_jobs=2)(delayed(save)(n) for n in ['a', 'b'])",
        "[Process(target=save, args=(n,)).start() for n in ['a', 'b']]",
        "for n in ('a', 'b'):\n    pool.apply_async(save, (n,))",
    ],
)
def test_functions_handed_to_pools(call: str) -> None:
    source = (
        "from multiprocessing import Pool, Process\n"
        "from concurrent.futures import ThreadPoolExecutor as Executor\n"
        "from joblib import Parallel, delayed\n"
        "pool = Pool()\n"
        "def save(name):\n    df.to_csv(name + '.csv')\n"
        f"{call}\n"
    )
    assert touched(behaviour(source)) == ["write a.csv", "write b.csv"]


def test_methods_that_frameworks_call_with_arguments_nobody_knows() -> None:
    source = """
        import json
        from summit import Emulator

        class Reactor(Emulator):
            @classmethod
            def load(cls, folder):
                return json.load(open(f"{folder}/reactor.json"))

            def report(self, folder):
                open(f"{folder}/report.txt", "w").write("")
                open("log.txt", "w").write("")

        Reactor()
    """
    found = behaviour(source)
    assert touched(found) == ["write log.txt"]
    assert ("write", UnresolvedReason.PARAMETER) in unresolved(found)


def test_functions_that_frameworks_call() -> None:
    source = """
        import pandas as pd
        from flask import Flask
        from torch.utils.data import Dataset

        app = Flask(__name__)

        @app.route("/predict")
        def predict():
            return pd.read_csv("features.csv")

        class Images(Dataset):
            def __init__(self, folder):
                self.folder = folder

            def __getitem__(self, index):
                return pd.read_csv(f"{self.folder}/{index}.csv")

        images = Images("raw")
        pd.DataFrame().apply(lambda row: row.to_csv("row.csv"))
    """
    assert set(touched(behaviour(source))) == {
        "read features.csv",
        "read raw/{index}.csv",
        "write row.csv",
    }


@pytest.mark.parametrize(
    "decorator",
    [
        "ensure.ensure_annotations",
        "tenacity.retry(stop=3)",
        "pydantic.validate_call",
        "jax.jit",
        "loguru.logger.catch",
        "mlflow.trace(name='a')",
    ],
)
def test_decorators_after_which_only_the_code_calls(decorator: str) -> None:
    found = behaviour(f"""
        import {decorator.partition(".")[0]}

        @{decorator}
        def save(path):
            open(path, "w")

        @{decorator}
        def load(path):
            open(path)

        load("a.csv")
    """)
    assert touched(found) == ["read a.csv"]
    assert found.unresolved == ()


def test_functions_that_a_framework_calls_are_followed() -> None:
    found = behaviour("""
        import framework

        @framework.route("/a")
        def save():
            open("a.csv", "w")
    """)
    assert touched(found) == ["write a.csv"]
