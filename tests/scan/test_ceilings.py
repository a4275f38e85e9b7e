"""What one file may cost: its reader may hang, crash or eat memory, and the others are read."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mlaudit import ceilings, reading
from mlaudit.cache import Store
from mlaudit.model.facts import Facts
from mlaudit.model.report import ScanResult
from mlaudit.parsers.registry import parse_file
from mlaudit.scan import scan_project

WriteTree = Callable[[Mapping[str, str]], Path]

CODE = "import pandas as pd\npd.read_csv('data/{}.csv').to_csv('out/{}.csv')\n"
NAMES = ("bad", "good", "other")

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a safe fork")


@pytest.fixture
def tree(write_repository: WriteTree) -> Path:
    return write_repository({f"{name}.py": CODE.replace("{}", name) for name in NAMES})


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "APART_SIZE", 0)
    monkeypatch.setenv("MLAUDIT_JOBS", "2")


def _spoil(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    def parse(path: str, data: bytes) -> Facts | None:
        if path == "bad.py":
            act()
        return parse_file(path, data)

    monkeypatch.setattr(reading, "parse_file", parse)


def _hang() -> None:
    while True:
        pass


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _eat() -> None:
    raise MemoryError


def _problems(result: ScanResult) -> list[tuple[str, str]]:
    return [(problem.place.path, problem.reason) for problem in result.workflow.problems]


def _reads(result: ScanResult) -> set[str]:
    steps = result.workflow.steps
    return {access.artifact for step in steps for access in step.accesses if access.mode == "read"}


def test_a_file_that_takes_too_long_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _spoil(monkeypatch, _hang)
    monkeypatch.setattr(reading, "time_ceiling", lambda: ceilings.time_ceiling(0.3))
    result = scan_project(tree)
    assert _problems(result) == [("bad.py", "reading it takes more than 60 seconds")]
    assert _reads(result) == {"data/good.csv", "data/other.csv"}


def test_a_file_that_takes_too_much_memory_is_named(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spoil(monkeypatch, _eat)
    assert _problems(scan_project(tree)) == [("bad.py", "reading it takes too much memory")]


@linux
@pytest.mark.usefixtures("apart")
def test_a_file_that_ends_its_process_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _spoil(monkeypatch, _die)
    result = scan_project(tree)
    assert _problems(result) == [("bad.py", "its reader crashed")]
    assert _reads(result) == {"data/good.csv", "data/other.csv"}


@linux
@pytest.mark.usefixtures("apart")
def test_what_could_not_be_read_is_tried_again(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "cache" / "tree")
    with monkeypatch.context() as spoilt:
        _spoil(spoilt, _die)
        assert _problems(scan_project(tree, store=store))
    assert not _problems(scan_project(tree, store=store))


@linux
def test_the_number_of_processes_changes_nothing(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "APART_SIZE", 0)
    workflows = []
    for jobs in ("1", "2", "4"):
        monkeypatch.setenv("MLAUDIT_JOBS", jobs)
        workflows.append(scan_project(tree).workflow)
    assert workflows[0] == workflows[1] == workflows[2]
