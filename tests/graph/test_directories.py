"""From which folder a file is started when nothing tells."""

from __future__ import annotations

import json

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses

READ = "import pandas as pd\npd.read_csv('%s')\n"


def _notebook(source: str) -> str:
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize(
    ("path", "written", "data", "expected"),
    [
        ("src/a.py", "data/x.csv", "data/x.csv", "data/x.csv"),
        ("src/a.py", "../data/x.csv", "data/x.csv", "data/x.csv"),
        ("src/a.py", "x.csv", "src/x.csv", "src/x.csv"),
        ("src/a.py", "data/x.csv", None, "data/x.csv"),
        ("nb/a.ipynb", "../data/x.csv", "data/x.csv", "data/x.csv"),
        ("nb/a.ipynb", "data/x.csv", "data/x.csv", "data/x.csv"),
        ("nb/a.ipynb", "x.csv", None, "nb/x.csv"),
    ],
)
def test_folder_that_fits_the_paths(
    write_repository: WriteTree, path: str, written: str, data: str | None, expected: str
) -> None:
    source = READ % written
    files = {path: _notebook(source) if path.endswith(".ipynb") else source, "README.md": "x\n"}
    if data is not None:
        files[data] = "x\n"
    found = read_workflow(write_repository(files))
    assert accesses(found, path) == {f"read {expected} inferred"}


def test_subproject_resolves_its_own_paths(write_repository: WriteTree) -> None:
    files = {
        "one/requirements.txt": "pandas\n",
        "one/src/a.py": READ % "data/x.csv",
        "one/data/x.csv": "x\n",
        "two/requirements.txt": "pandas\n",
        "two/src/a.py": READ % "data/x.csv",
    }
    found = read_workflow(write_repository(files))
    assert accesses(found, "one/src/a.py") == {"read one/data/x.csv inferred"}
    assert accesses(found, "two/src/a.py") == {"read two/data/x.csv inferred"}
