"""Calls that a project describes itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mlaudit.catalog import Effect, find_call, find_method, find_own_call
from mlaudit.catalog.data import read_index, use_calls
from mlaudit.model.configuration import CallSettings, Configuration
from mlaudit.scan import read_linked, read_workflow
from tests.conftest import WriteTree

PATH = {"position": 0, "keyword": "path"}
LOAD = {"name": "acme.io.load", "same": ["acme.io.fetch"], "effect": "read", "path": PATH}
SAVE = {
    "name": "acme.io.Store.save",
    "effect": "write",
    "kind": "model",
    "path": {"position": 1, "keyword": "path"},
}
OPAQUE = "import ctypes\n\n\ndef load(path):\n    return ctypes.CDLL('x').load(path)\n\n\n"
STORE = "class Store:\n    def save(self, model, path):\n        ctypes.CDLL('x').save(path)\n"
TREE = {
    "src/acme/__init__.py": "",
    "src/acme/io.py": OPAQUE + STORE,
    "train.py": (
        "import sys\nsys.path.insert(0, 'src')\nfrom acme.io import Store, load\n"
        "Store().save(load('data/raw.csv'), path='models/m.acme')\n"
    ),
}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    use_calls([])


def _configure(*tables: Mapping[str, Any]) -> Configuration:
    return Configuration(calls=tuple(CallSettings(t["name"], tuple(t.items())) for t in tables))


def _accesses(root: Path, *tables: Mapping[str, Any]) -> set[str]:
    (step,) = read_workflow(root, configuration=_configure(*tables)).steps
    reads = {f"read {a.artifact} {a.via} {a.place}" for a in step.reads}
    return reads | {f"write {a.artifact} {a.via} {a.place}" for a in step.writes}


def test_they_count_until_another_project_says_otherwise() -> None:
    shared = read_index()
    assert find_call("acme.io.load") is None
    use_calls([LOAD])
    found = find_call("acme.io.load")
    assert found is not None
    assert found.effect == Effect.READ
    assert find_call("acme.io.fetch") is not None
    assert find_call("pandas.read_csv") is not None
    use_calls([])
    assert find_call("acme.io.load") is None
    assert read_index() is shared


def test_what_a_project_says_counts_before_what_mlaudit_knows() -> None:
    use_calls([{"name": "pandas.read_csv", "effect": "none"}])
    found = find_call("pandas.read_csv")
    assert found is not None
    assert found.effect == Effect.NONE


def test_methods_that_their_name_alone_tells() -> None:
    use_calls([{**LOAD, "name": "acme.Table.fetch_acme", "receiver": "any"}])
    assert find_method(None, "fetch_acme") is not None


def test_leading_folders_may_be_left_out() -> None:
    use_calls([LOAD])
    assert find_own_call("src.acme.io.load") is not None
    assert find_own_call("acme.io.load") is not None
    assert find_own_call("src.acme.io.other") is None
    assert find_own_call("io.load") is None
    assert find_own_call("src.acme.io.Other.load") is None


def test_an_entry_stands_for_the_body_of_a_function_of_the_tree(write_tree: WriteTree) -> None:
    root = write_tree(TREE)
    assert _accesses(root) == set()
    assert _accesses(root, LOAD, SAVE) == {
        "read data/raw.csv acme.io.load train.py:4",
        "write models/m.acme acme.io.Store.save train.py:4",
    }
    assert _accesses(root) == set()


def test_an_entry_for_a_class_adds_to_what_its_code_does(write_tree: WriteTree) -> None:
    code = (
        "class Reader:\n    def __init__(self, name):\n        self.name = name\n"
        "    def export(self):\n        open(self.name + '.csv', 'w')\n\n\n"
        "Reader('feed').export()\n"
    )
    root = write_tree({"train.py": code})
    reader = {"name": "train.Reader", "effect": "read", "path": {"position": 0}}
    assert _accesses(root) == {"write feed.csv open train.py:5"}
    assert _accesses(root, reader) == {
        "write feed.csv open train.py:5",
        "read feed train.Reader train.py:8",
    }


def test_a_function_from_outside_of_the_tree(write_tree: WriteTree) -> None:
    root = write_tree({"train.py": "import acme.io\nacme.io.load('data/raw.csv')\n"})
    assert _accesses(root, LOAD) == {"read data/raw.csv acme.io.load train.py:2"}


def test_they_still_count_when_the_workflow_is_explained(write_tree: WriteTree) -> None:
    linked = read_linked(write_tree(TREE), configuration=_configure(LOAD, SAVE))
    assert "models/m.acme" in linked.workflow.artifact_by_id
    assert find_call("acme.io.Store.save") is not None
