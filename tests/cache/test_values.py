"""Values come back as they were."""

from __future__ import annotations

import gc
import pickle
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from mlaudit.cache import values
from mlaudit.cache.values import DamagedError, dump, load, load_whole
from mlaudit.model.facts import Facts
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.reading import read_files
from mlaudit.scan import find_files
from tests.fixtures.stories import clone


@dataclass(frozen=True, kw_only=True)
class _Named:
    one: int
    two: int = 2


@dataclass
class _Counting:
    one: int
    made: int = field(default=0, init=False)


@pytest.mark.parametrize(
    "value",
    [
        None,
        ("a", {"b": [1, 2.5, b"x", Path("p")]}),
        SourceFile("a.py", 3, Tracking.GIT),
        StepKind.NOTEBOOK,
        Facts("a.py", "python"),
        complex(1, 2),
        date(2026, 1, 1),
    ],
)
def test_a_value_comes_back(value: object) -> None:
    assert load(dump(value)) == value


@pytest.mark.parametrize("value", [_Named(one=1), _Counting(1)])
def test_a_value_of_a_plugin_comes_back(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(dump(value)) is None
    monkeypatch.setattr(values, "list_packages", lambda: frozenset(["tests"]))
    assert load(dump(value)) == value


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("pathlib", "os.system"),
        ("mlaudit.files", "os.system"),
        ("mlaudit.files", "write_whole"),
        ("mlaudit.discover.git_program", "subprocess.Popen"),
        ("mlaudit.workers", "work_apart"),
        ("this", "s"),
    ],
)
def test_no_function_is_called_and_nothing_else_imported(module: str, name: str) -> None:
    data = pickle.PROTO + b"\x04" + _text(module) + _text(name) + b"\x93(tR."
    known = set(sys.modules)
    with pytest.raises(DamagedError, match="no class of a value"):
        load_whole(data)
    assert {module.partition(".")[0] for module in set(sys.modules) - known} <= {"mlaudit"}


def _text(text: str) -> bytes:
    return pickle.SHORT_BINUNICODE + bytes([len(text)]) + text.encode()


def test_facts_of_a_repository_come_back(tmp_path: Path) -> None:
    clone("churn", tmp_path)
    facts = read_files(find_files(tmp_path)).facts
    assert len(facts) > 20
    assert load(dump(facts)) == facts


def test_what_an_object_remembers_is_left_out() -> None:
    project = Project(Path("/x"), "x", (SourceFile("a.py", 3, Tracking.GIT),))
    assert "a.py" in project.by_path
    assert "by_path" not in vars(load(dump(project)))


def test_damaged_data_is_nothing() -> None:
    assert load(dump("text")[:-3]) is None
    assert load(b"cno.such.module\nName\n.") is None


def test_the_collector_is_as_it_was() -> None:
    load(dump(1))
    assert gc.isenabled()
