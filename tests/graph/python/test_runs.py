"""The configuration of runs of experiment trackers."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written


@pytest.mark.parametrize(
    "asked", ["wandb.config.out", "wandb.config['out']", "run.config['out']", "run.config.out"]
)
def test_configuration_of_a_run(asked: str) -> None:
    source = f"""
        import wandb
        run = wandb.init(project="p", config={{"out": "a.csv"}})
        open({asked}, "w")
    """
    assert written(source, "") == ["a.csv"]


def test_options_are_the_configuration_of_a_run() -> None:
    source = """
        import argparse, wandb
        parser = argparse.ArgumentParser()
        parser.add_argument("--out")
        wandb.init(config=parser.parse_args())
        config = wandb.config
        open(config.out, "w")
    """
    assert written(source, "--out a.csv") == ["a.csv"]
