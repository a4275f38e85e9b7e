"""Where the modules of a tree are found."""

from __future__ import annotations

import json

import pytest

from tests.graph.python.running import make_world


def notebook(source: str) -> str:
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


FILES = {
    "train.py": "",
    "src/churn/__init__.py": "",
    "src/churn/data/load.py": "",
    "src/churn/model.py": "",
    "lib/deep/tool.py": "",
    "lib/deep/other.py": "",
    "other/tool.py": "",
    "nb/helpers.ipynb": notebook(""),
    "nb/mlflow.ipynb": notebook("import mlflow"),
    "nb/report.ipynb": notebook("import import_ipynb\nimport helpers"),
    "services/api/app/main.py": "",
    "docs/numpy/readme.md": "",
}


@pytest.mark.parametrize(
    ("dotted", "bases", "expected"),
    [
        ("train", (".",), "train.py"),
        ("train", ("src",), "train.py"),
        ("churn", (".",), "src/churn/__init__.py"),
        ("churn.model", (".",), "src/churn/model.py"),
        ("churn.data", (".",), "src/churn/data"),
        ("churn.data.load", (".",), "src/churn/data/load.py"),
        ("src.churn.model", (".",), "src/churn/model.py"),
        ("tool", ("lib/deep",), "lib/deep/tool.py"),
        ("tool", ("other",), "other/tool.py"),
        ("tool", (".",), None),
        ("deep.tool", (".",), "lib/deep/tool.py"),
        ("app.main", ("services/api/app",), "services/api/app/main.py"),
        ("app.main", (".",), "services/api/app/main.py"),
        ("helpers", ("nb",), "nb/helpers.ipynb"),
        ("numpy", (".",), None),
        ("numpy", ("docs",), None),
        ("pandas.io", (".",), None),
    ],
)
def test_find_module(dotted: str, bases: tuple[str, ...], expected: str | None) -> None:
    assert make_world(FILES).find_module(dotted, bases) == expected


def test_python_imports_no_notebook_unless_something_teaches_it_to() -> None:
    files = {path: text for path, text in FILES.items() if path != "nb/report.ipynb"}
    assert make_world(files).find_module("mlflow", ("nb",)) is None


def test_what_exists() -> None:
    world = make_world({"data/x.csv": "x\n", "params.yaml": "a: 1\n", "a.py": "x = 1\n"})
    assert world.exists("data")
    assert world.exists("data/x.csv")
    assert world.exists(".")
    assert not world.exists("data/y.csv")
    assert world.module("params.yaml") is None
    assert world.configuration("params.yaml") is not None
    assert world.configuration("a.py") is None
