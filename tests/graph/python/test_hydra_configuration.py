"""Hydra configurations: groups, packages, overrides of the command line, interpolation."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour

TRAIN = """
import hydra
import pandas as pd

@hydra.main(version_base=None, config_path="../conf", config_name="config")
def main(cfg):
    frame = pd.read_csv(cfg.data.path)
    frame.to_csv(cfg.output)

if __name__ == "__main__":
    main()
"""
FILES = {
    "src/train.py": TRAIN,
    "conf/config.yaml": """\
        defaults:
          - data: small
          - _self_
        folder: out
        output: ${folder}/${data.name}.csv
        """,
    "conf/data/small.yaml": "name: small\npath: data/small.csv\n",
    "conf/data/large.yaml": "name: large\npath: data/large.csv\n",
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", {"data/small.csv", "out/small.csv"}),
        ("data=large", {"data/large.csv", "out/large.csv"}),
        ("folder=elsewhere", {"data/small.csv", "elsewhere/small.csv"}),
        ("data.path=raw/own.csv +seed=3", {"raw/own.csv", "out/small.csv"}),
    ],
)
def test_configuration_is_composed(words: str, expected: set[str]) -> None:
    found = behaviour(FILES, words, entry="src/train.py").accesses
    data = {access.artifact for access in found if access.artifact.endswith(".csv")}
    assert data == expected


def test_a_configuration_that_is_not_there_leaves_the_paths_open() -> None:
    files = {"src/train.py": TRAIN}
    found = behaviour(files, "", entry="src/train.py")
    assert [access.artifact for access in found.accesses if ".csv" in access.artifact] == []
    assert {item.via for item in found.unresolved} >= {"pandas.read_csv"}


def test_references_that_turn_in_a_circle_end() -> None:
    files = {**FILES, "conf/config.yaml": "a: ${b}\nb: ${a}\noutput: ${a}\ndata: {path: x.csv}\n"}
    found = behaviour(files, "", entry="src/train.py").accesses
    assert "x.csv" in {access.artifact for access in found}
