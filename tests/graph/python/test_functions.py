"""Functions, modules, packages and classes that paths flow through."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written


@pytest.mark.parametrize(
    "call",
    [
        "save('out', 'a')",
        "save('out', name='a')",
        "save(name='a', folder='out')",
        "save(*['out', 'a'])",
        "save(**{'folder': 'out', 'name': 'a'})",
        "save('out', **{'name': 'a'})",
        "save('out')",
        "functools.partial(save, 'out')('a')",
        "functools.partial(save, name='a')('out')",
        "(lambda folder: save(folder, 'a'))('out')",
        "forward('out', name='a')",
        "pick()('out', 'a')",
        "{'save': save}['save']('out', 'a')",
        "[f('out', 'a') for f in (save,)]",
        "list(map(save, ['out'], ['a']))",
        "keyword_only('out', name='a')",
    ],
)
def test_arguments_reach_parameters(call: str) -> None:
    source = f"""
        import functools

        def save(folder, name="a"):
            df.to_csv(folder + "/" + name + ".csv")

        def keyword_only(folder, *, name):
            save(folder, name)

        def forward(*args, **kwargs):
            return save(*args, **kwargs)

        def pick():
            return save

        {call}
    """
    assert written(source) == ["out/a.csv"]


def test_results_of_helpers() -> None:
    source = """
        def folders():
            return "in", "out"

        def path_of(name, extension="csv"):
            _, target = folders()
            return f"{target}/{name}.{extension}"

        def both(flag):
            if flag:
                return "x.csv"
            return "y.csv"

        def names():
            yield "p.csv"
            yield "q.csv"

        df.to_csv(path_of("a"))
        df.to_parquet(path_of("b", extension="parquet"))
        df.to_csv(both(unknown()))
        for name in names():
            df.to_csv(name)
    """
    assert written(source) == [
        "out/a.csv",
        "out/b.parquet",
        "x.csv",
        "y.csv",
        "p.csv",
        "q.csv",
    ]


def test_handles_carry_the_path_to_whoever_writes() -> None:
    source = """
        import gzip, io, json, pickle, torch, joblib
        with open("a.pkl", "wb") as f:
            pickle.dump(model, f)
        handle = open("b.json", mode="w")
        json.dump({}, handle)
        with open("c.txt") as source, open("d.txt", "w") as target:
            target.write(source.read())
        with gzip.open("e.gz", "wt") as f:
            f.write("x")
        model = pickle.load(open("f.pkl", "rb"))
        torch.save(model, open("g.pt", "wb"))
        pickle.dump(model, file=open("h.pkl", "wb"))
        buffer = io.BytesIO()
        joblib.dump(model, buffer)
    """
    found = behaviour(source)
    assert touched(found) == [
        "write a.pkl",
        "write b.json",
        "read c.txt",
        "write d.txt",
        "write e.gz",
        "read f.pkl",
        "write g.pt",
        "write h.pkl",
    ]
    assert found.unresolved == ()


def test_class_of_the_receiver_decides() -> None:
    source = """
        import matplotlib.pyplot as plt
        import numpy as np
        import pandas as pd
        from sklearn.linear_model import LogisticRegression
        from tensorflow import keras
        from PIL import Image

        frame = pd.read_csv("a.csv").dropna()
        frame[["x"]].to_csv("b.csv")
        fig, ax = plt.subplots()
        fig.savefig("c.png")
        ax.get_figure().savefig("d")
        plt.savefig("e")
        np.save("f", frame.values)
        model = keras.Sequential([])
        model.save("g.keras")
        image = Image.open("h.png").resize((1, 1))
        image.save("i.png")
        estimator = LogisticRegression().fit(frame, frame)
        estimator.save("no file")
    """
    assert touched(behaviour(source))[:9] == [
        "read a.csv",
        "write b.csv",
        "write c.png",
        "write d.png",
        "write e.png",
        "write f.npy",
        "write g.keras",
        "read h.png",
        "write i.png",
    ]


PACKAGE = {
    "src/churn/__init__.py": "from churn.paths import ROOT\n",
    "src/churn/paths.py": """
        from pathlib import Path
        ROOT = Path(__file__).resolve().parents[2]
        DATA = ROOT / "data"
        NAMES = ["a", "b"]
        __all__ = ["DATA"]
    """,
    "src/churn/io/__init__.py": "",
    "src/churn/io/files.py": """
        from ..paths import DATA
        from . import names

        def save(df, name):
            df.to_csv(DATA / names.complete(name))
    """,
    "src/churn/io/names.py": "def complete(name):\n    return name + '.csv'\n",
}


@pytest.mark.parametrize(
    "imports",
    [
        "from churn.io.files import save",
        "import churn.io.files\nsave = churn.io.files.save",
        "from churn.io import files\nsave = files.save",
        "import churn.io.files as f\nsave = f.save",
        "from churn.io.files import *",
        "from churn.io.files import save as keep\nsave = keep",
        "from src.churn.io.files import save",
        "import importlib\nsave = importlib.import_module('churn.io.files').save",
        "try:\n    from churn.io.files import save\nexcept ImportError:\n    save = None",
    ],
)
def test_modules_are_followed(imports: str) -> None:
    files = PACKAGE | {"scripts/run.py": f"{imports}\nsave(df, 'x')\n"}
    found = behaviour(files, entry="scripts/run.py")
    assert touched(found) == ["write data/x.csv"]
    assert "src/churn/io/files.py" in found.imported


@pytest.mark.parametrize(
    "constant",
    [
        "from churn.paths import DATA",
        "from churn.paths import *",
        "import churn.paths\nDATA = churn.paths.DATA",
        "import churn\nDATA = churn.ROOT / 'data'",
    ],
)
def test_imported_constants(constant: str) -> None:
    files = PACKAGE | {"run.py": f"{constant}\ndf.to_csv(DATA / 'x.csv')\n"}
    assert written(files, entry="run.py") == ["data/x.csv"]


def test_star_import_of_plain_module_and_of_loops() -> None:
    files = PACKAGE | {
        "src/churn/train.py": """
            from churn.paths import NAMES
            for name in NAMES:
                df.to_csv(name + ".csv")
        """
    }
    assert written(files, entry="src/churn/train.py") == ["a.csv", "b.csv"]


@pytest.mark.parametrize(
    "edit",
    [
        "sys.path.append('lib')",
        "sys.path.insert(0, 'lib')",
        "sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'lib'))",
        "sys.path.append(str(Path(__file__).resolve().parent.parent / 'lib'))",
        "sys.path.extend(['lib'])",
        "sys.path += ['lib']",
        "sys.path = ['lib'] + sys.path",
        "sys.path[:0] = ['lib']",
        "from site import addsitedir\naddsitedir('lib')",
    ],
)
def test_search_path_is_edited(edit: str) -> None:
    files = {
        "jobs/run.py": f"import os, sys\nfrom pathlib import Path\n{edit}\nimport tools\n"
        "tools.save('a.csv')\n",
        "lib/tools.py": "def save(path):\n    df.to_csv(path)\n",
    }
    assert written(files, entry="jobs/run.py") == ["a.csv"]


def test_edited_search_path_wins_over_the_own_folder() -> None:
    files = {
        "jobs/run.py": "import sys\nsys.path.insert(0, 'lib')\nimport tools\n",
        "jobs/tools.py": "df.to_csv('wrong.csv')\n",
        "lib/tools.py": "df.to_csv('right.csv')\n",
    }
    assert written(files, entry="jobs/run.py") == ["right.csv"]


def test_name_of_the_module_guards_what_an_import_runs() -> None:
    files = {
        "run.py": "import train\n",
        "train.py": "df.to_csv('import.csv')\nif __name__ == '__main__':\n    df.to_csv('m.csv')\n",
    }
    assert written(files, entry="run.py") == ["import.csv"]
    assert written(files, entry="train.py") == ["import.csv", "m.csv"]


def test_modules_that_import_each_other() -> None:
    files = {
        "a.py": "import b\nNAME = 'a.csv'\ndef save():\n    df.to_csv(NAME)\nb.run()\n",
        "b.py": "import a\ndef run():\n    a.save()\n",
    }
    found = behaviour(files, entry="a.py")
    assert "write a.csv" in touched(found)


def test_classes() -> None:
    source = """
        from functools import cached_property

        class Base:
            folder = "out"
            extension = ".csv"

            def __init__(self, name):
                self.name = name

            def path(self):
                return f"{self.folder}/{self.name}{self.extension}"

            @property
            def backup(self):
                return self.path() + ".bak"

            @cached_property
            def log(self):
                return self.folder + "/log.txt"

            @staticmethod
            def tidy(name):
                return name.strip()

            @classmethod
            def make(cls, name):
                return cls(cls.tidy(name))

            def save(self, df):
                df.to_csv(self.path())

        class Special(Base):
            folder = "special"

            def __init__(self, name, suffix="_s"):
                super().__init__(name + suffix)
                self.extra = "extra.csv"

            def save(self, df):
                super().save(df)
                df.to_csv(self.extra)

        Base("a").save(df)
        special = Special("b")
        special.save(df)
        Base.make(" c ").save(df)
        df.to_csv(special.backup)
        with open(special.log, "w") as f:
            f.write("x")
        df.to_csv(Special.folder + "/d.csv")
        special.extra = "changed.csv"
        df.to_csv(special.extra)
    """
    assert written(source) == [
        "out/a.csv",
        "special/b_s.csv",
        "extra.csv",
        "out/c.csv",
        "special/b_s.csv.bak",
        "special/log.txt",
        "special/d.csv",
        "changed.csv",
    ]


@pytest.mark.parametrize(
    ("imports", "decorator", "base"),
    [
        ("from dataclasses import dataclass", "@dataclass", ""),
        ("from dataclasses import dataclass", "@dataclass(frozen=True)", ""),
        ("import attrs", "@attrs.define", ""),
        ("from pydantic import BaseModel", "", "(BaseModel)"),
        ("from typing import NamedTuple", "", "(NamedTuple)"),
    ],
)
def test_records(imports: str, decorator: str, base: str) -> None:
    source = f"""
        {imports}
        from pathlib import Path

        {decorator}
        class Config{base}:
            name: str
            folder: Path = Path("out")

            @property
            def path(self):
                return self.folder / f"{{self.name}}.csv"

        df.to_csv(Config("a").path)
        df.to_csv(Config(name="b", folder=Path("work")).path)
        df.to_csv(Config("c").folder / "c.csv")
    """
    assert written(source) == ["out/a.csv", "work/b.csv", "out/c.csv"]


def test_field_factories_and_post_init() -> None:
    source = """
        from dataclasses import dataclass, field

        @dataclass
        class Config:
            root: str = "out"
            names: list = field(default_factory=lambda: ["a", "b"])
            path: str = field(init=False, default="")

            def __post_init__(self):
                self.path = self.root + "/c.csv"

        config = Config()
        for name in config.names:
            df.to_csv(f"{config.root}/{name}.csv")
        df.to_csv(config.path)
    """
    assert written(source) == ["out/a.csv", "out/b.csv", "out/c.csv"]


def test_registry_of_classes_and_enumerations() -> None:
    source = """
        from enum import Enum

        class Split(str, Enum):
            TRAIN = "train"
            TEST = "test"

        REGISTRY = {}

        def register(name):
            def wrap(cls):
                REGISTRY[name] = cls
                return cls
            return wrap

        @register("a")
        class A:
            path = "a.csv"

        @register("b")
        class B:
            path = "b.csv"

        df.to_csv(REGISTRY["b"]().path)
        df.to_csv(f"{Split.TRAIN.value}.csv")
        for split in Split:
            df.to_csv(split.value + "_all.csv")
    """
    assert written(source) == ["b.csv", "train.csv", "train_all.csv", "test_all.csv"]


def test_wrapped_functions_keep_their_body() -> None:
    source = """
        import functools, time

        def timed(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                start = time.time()
                return function(*args, **kwargs)
            return wrapper

        @timed
        def save(path):
            df.to_csv(path)
            return path + ".done"

        df.to_csv(save("a.csv"))
    """
    assert written(source) == ["a.csv", "a.csv.done"]


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
