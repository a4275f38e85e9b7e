"""A scan says the same with a cache and without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import mlaudit.graph.link
import mlaudit.reading
from mlaudit.cache import Store
from mlaudit.model.report import ScanResult
from mlaudit.parsers.registry import parse_file
from mlaudit.reading import read_files
from mlaudit.scan import find_files, read_linked, read_workflow, scan_project
from tests.fixtures.stories import clone

CODE = "import pandas as pd\npd.read_csv('data/x.csv').to_csv('data/y.csv')\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    clone("churn", tmp_path / "churn")
    return tmp_path / "churn"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache" / "one")


def _scan(root: Path, store: Store | None = None) -> ScanResult:
    return replace(scan_project(root, store=store), seconds=0)


def _refuse(*_: object) -> None:
    raise AssertionError("nothing has changed")


def test_a_second_scan_neither_reads_nor_links(
    tree: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _scan(tree, store)
    monkeypatch.setattr(mlaudit.graph.link, "link", _refuse)
    monkeypatch.setattr(mlaudit.reading, "parse_file", _refuse)
    assert _scan(tree, store) == first
    assert read_workflow(tree, store=store) == first.workflow


def test_what_is_kept_is_what_is_found(tree: Path, store: Store) -> None:
    assert _scan(tree, store) == _scan(tree, store) == _scan(tree)


def test_after_a_change_only_that_file_is_parsed(
    tree: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _scan(tree, store)
    (tree / "new.py").write_text(CODE)
    changed = tree / "src" / "train.py"
    changed.write_text(changed.read_text() + "\n" + CODE)
    parsed: list[str] = []

    def note(path: str, data: bytes) -> object:
        parsed.append(path)
        return parse_file(path, data)

    monkeypatch.setattr(mlaudit.reading, "parse_file", note)
    found = _scan(tree, store)
    assert parsed == ["new.py", "src/train.py"]
    assert found == _scan(tree)


def test_facts_of_files_that_are_gone_are_forgotten(tree: Path, store: Store) -> None:
    read_files(find_files(tree), store=store)
    assert "src/train.py" in store.find_facts()
    (tree / "src" / "train.py").unlink()
    read_files(find_files(tree), store=store)
    assert "src/train.py" not in store.find_facts()


def test_an_explanation_uses_the_facts_that_are_kept(
    tree: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read_linked(tree, store=store).workflow
    monkeypatch.setattr(mlaudit.reading, "parse_file", _refuse)
    assert read_linked(tree, store=store).workflow == expected


def test_a_scan_that_failed_somewhere_is_not_kept(
    tree: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse_badly(path: str, data: bytes) -> object:
        raise ValueError("odd")

    with monkeypatch.context() as patch:
        patch.setattr(mlaudit.reading, "parse_file", parse_badly)
        assert _scan(tree, store).failures
    assert _scan(tree, store) == _scan(tree)


def test_a_kept_result_does_not_hide_that_a_step_has_come_to_its_end(
    tree: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = '[[manual-step]]\nid = "a"\nwhat = "b"\nwho = "c"\nuntil = 2030-06-30\n'
    (tree / "mlaudit.toml").write_text(entry)

    def find(day: str) -> set[str]:
        result = scan_project(tree, store=store, today=date.fromisoformat(day))
        return {finding.subject for finding in result.findings if finding.code == "MET010"}

    assert find("2030-06-30") == set()
    assert find("2030-07-01") == {"a"}
    with monkeypatch.context() as patched:
        patched.setattr(mlaudit.graph.link, "link", _refuse)
        assert find("2031-01-01") == {"a"}
    assert find("2030-01-01") == set()
