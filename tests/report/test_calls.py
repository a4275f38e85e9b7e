"""Calls as reports name them."""

from __future__ import annotations

import pytest

from mlaudit.model.workflow import call_of
from mlaudit.report.graph_json import build_graph
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree


@pytest.mark.parametrize(
    ("via", "expected"),
    [
        ("language.R.read.csv", "read.csv"),
        ("language.Julia.CSV.read", "CSV.read"),
        ("pandas.read_csv", "pandas.read_csv"),
        ("languages.read", "languages.read"),
        ("dvc pull", "dvc pull"),
    ],
)
def test_calls_as_people_write_them(via: str, expected: str) -> None:
    assert call_of(via) == expected


def test_the_graph_names_calls_of_r(write_tree: WriteTree) -> None:
    workflow = read_workflow(write_tree({"a.R": "x <- readr::read_csv('a.csv')\nreadRDS(f())\n"}))
    text = str(build_graph(workflow, "."))
    assert "read_csv" in text
    assert "readRDS" in text
    assert "language." not in text
