"""Values come back as they were."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mlaudit.cache.values import dump, load
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
        _Named(one=1),
        _Counting(1),
    ],
)
def test_a_value_comes_back(value: object) -> None:
    assert load(dump(value)) == value


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
