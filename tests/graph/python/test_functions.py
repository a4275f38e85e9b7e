"""Functions, modules, packages and classes that paths flow through."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written


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
