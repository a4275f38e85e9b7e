"""Folders of a machine that a configuration names and that are the checkout."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

CODE = """import json
from pathlib import Path

import pandas as pd

root = Path(json.load(open("config/paths.json"))["root"])
pd.read_csv(root / "data" / "raw.csv").to_csv(root / "data" / "clean.csv")
"""
TREE: Tree = {
    "config/paths.json": '{"root": "D:/work/churn"}',
    "clean.py": CODE,
    "data/raw.csv": "x\n1\n",
}


def read(write_tree: WriteTree, tree: Tree) -> set[tuple[str, str]]:
    accesses = read_workflow(write_tree(tree)).step_by_id["clean.py"].accesses
    return {(a.mode, a.artifact) for a in accesses if a.artifact.endswith(".csv")}


@pytest.mark.parametrize("root", ["D:/work/churn", "D:\\\\work\\\\churn", "/home/ada/churn/"])
def test_what_is_below_the_checkout_has_the_names_of_the_tree(
    write_tree: WriteTree, root: str
) -> None:
    tree = {**TREE, "config/paths.json": f'{{"root": "{root}"}}'}
    assert read(write_tree, tree) == {("read", "data/raw.csv"), ("write", "data/clean.csv")}


@pytest.mark.parametrize(
    "more",
    [
        {"data/raw.csv": None},
        {"clean.py": CODE.replace('Path(json.load(open("config/paths.json"))["root"])',
                                  'Path("D:/work/churn")'),
         "config/paths.json": "{}"},
    ],
)  # fmt: skip
def test_a_folder_is_of_one_machine_where_nothing_tells_that_it_is_the_checkout(
    write_tree: WriteTree, more: dict[str, str | None]
) -> None:
    tree = {path: text for path, text in {**TREE, **more}.items() if text is not None}
    assert read(write_tree, tree) == {
        ("read", "D:/work/churn/data/raw.csv"),
        ("write", "D:/work/churn/data/clean.csv"),
    }
