from __future__ import annotations

import ast

import pytest

from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Source, read_source

TEXT = """\
import prefect
import prefect.tasks as pt
from prefect import flow as f, task
from .steps import load
from ..common.io import save

@task
def bare(): ...

@prefect.task(name="x")
def called(): ...

@other.task
def foreign(): ...

if True:
    @pt.task
    def nested(): ...
"""


def read(text: str = TEXT, path: str = "src/flows/a.py") -> Source:
    """The source of a text."""
    source = read_source(path, text.encode(), b"prefect")
    assert source is not None
    return source


def test_decorators_are_known_by_their_imports() -> None:
    source = read()
    names = ("prefect.task", "prefect.tasks.task")
    found = [n for n, f in source.functions.items() if source.decorator(f, *names) is not None]
    assert found == ["bare", "called", "nested"]


def test_relative_imports_are_paths_from_the_root() -> None:
    source = read()
    assert source.origin(ast.Name("load")) == ("src.flows.steps", "load")
    assert source.origin(ast.Name("save")) == ("src.common.io", "save")
    assert source.qualified(ast.Name("f")) == "prefect.flow"
    assert source.qualified(ast.Name("unknown")) == ""


@pytest.mark.parametrize("data", [b"", b"import os", b"prefect (", b"prefect\x00", b"\xff prefect"])
def test_what_is_not_looked_at(data: bytes) -> None:
    assert read_source("a.py", data, b"prefect") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'0 5 * * *'", "0 5 * * *"),
        ("CronSchedule(cron='0 5 * * *')", "0 5 * * *"),
        ("Cron('@daily')", "@daily"),
        ("[CronSchedule(cron=NIGHT)]", "0 1 * * *"),
        ("timedelta(hours=2)", "timedelta(hours=2)"),
    ],
)
def test_schedules_in_short(text: str, expected: str) -> None:
    assert shown(ast.parse(text, mode="eval").body, {"NIGHT": "0 1 * * *"}) == expected
