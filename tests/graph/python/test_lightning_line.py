"""`LightningCLI`: model and data are made from files and words, then a stage is run."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

SOURCE = """
    import torch
    import lightning as L
    import pandas as pd
    from lightning.pytorch.cli import LightningCLI

    class Model(L.LightningModule):
        def __init__(self, weights: str = "usual.pt"):
            super().__init__()
            torch.load(weights)

    class Data(L.LightningDataModule):
        def __init__(self, path: str = "usual.csv", size: int = 1):
            super().__init__()
            self.path = path

        def setup(self, stage):
            pd.read_csv(f"{stage}/{self.path}")

    LightningCLI(Model, Data, trainer_defaults={"logger": False})
"""
CONFIG = "model: {weights: file.pt}\ndata: {path: file.csv}\n"
CHOSEN = "model: {class_path: main.Model, init_args: {weights: chosen.pt}}\n"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("fit", ["usual.pt", "fit/usual.csv"]),
        ("test --data.path word.csv", ["usual.pt", "test/word.csv"]),
        ("fit --config c.yaml", ["c.yaml", "file.pt", "fit/file.csv"]),
        ("fit -c c.yaml --data.path=w.csv", ["c.yaml", "file.pt", "fit/w.csv"]),
        ("fit --config d.yaml", ["d.yaml", "chosen.pt", "fit/usual.csv"]),
    ],
)
def test_parts_are_made(command: str, expected: list[str]) -> None:
    found = behaviour({"main.py": SOURCE, "c.yaml": CONFIG, "d.yaml": CHOSEN}, command)
    assert [line[5:] for line in touched(found) if line.startswith("read ")] == expected
