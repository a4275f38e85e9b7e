"""What Lightning runs of the code it is given, and where it keeps logs."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

DATA = """
    import lightning as L
    import pandas as pd
    from lightning.pytorch.loggers import CSVLogger

    class Houses(L.LightningDataModule):
        def prepare_data(self):
            pd.read_csv("houses.csv").to_parquet("houses.parquet")

        def setup(self, stage=None):
            if stage == "fit" or stage is None:
                self.train = pd.read_csv("train.csv")
            if stage == "test" or stage is None:
                self.test = pd.read_csv("test.csv")

"""
ALWAYS = ["read houses.csv", "write houses.parquet"]


@pytest.mark.parametrize(("stage", "file"), [("fit", "train.csv"), ("test", "test.csv")])
def test_hooks_know_the_stage(stage: str, file: str) -> None:
    lines = f"trainer = L.Trainer(logger=False)\n    trainer.{stage}(model, datamodule=Houses())\n"
    found = touched(behaviour(f"{DATA}    {lines}"))
    assert found == [*ALWAYS, f"read {file}"]


def test_a_logger_takes_the_place_of_the_default_folder() -> None:
    trainer = "    L.Trainer({})\n"
    assert touched(behaviour(DATA + trainer.format("max_epochs=3"))) == ["write lightning_logs"]
    logged = trainer.format('logger=CSVLogger("logs")')
    assert touched(behaviour(DATA + logged)) == ["write logs"]
    rooted = trainer.format('logger=[], default_root_dir="runs"')
    assert touched(behaviour(DATA + rooted)) == ["write runs"]
