from __future__ import annotations

import json

import pytest

from mlaudit.model.place import Place
from mlaudit.report.base import Presentation
from mlaudit.report.locations import Locations, tell_cell

NOTEBOOK = json.dumps({"cells": [{"source": ["a\n", "b"]}, {"source": "c"}]}, indent=1).encode()


@pytest.mark.parametrize(
    ("root", "path", "clickable"),
    [
        (".", "a/b.py", "a/b.py"),
        ("./", "a/b.py", "a/b.py"),
        ("churn", "churn/a/b.py", "churn/a/b.py"),
        ("./x/../churn/", "churn/a/b.py", "churn/a/b.py"),
        ("/srv/churn", "a/b.py", "/srv/churn/a/b.py"),
        ("../churn", "a/b.py", "../churn/a/b.py"),
        ("..", "a/b.py", "../a/b.py"),
    ],
)
def test_a_path_leads_from_where_mlaudit_was_started(root: str, path: str, clickable: str) -> None:
    locations = Locations(Presentation(root))
    assert (locations.path("a/b.py"), locations.clickable("a/b.py")) == (path, clickable)


def test_the_line_of_a_cell_is_looked_up_in_its_file() -> None:
    locations = Locations(Presentation(contents={"n.ipynb": NOTEBOOK}.__getitem__))
    lines = NOTEBOOK.decode().split("\n")
    assert '"b"' in lines[locations.line(Place("n.ipynb", 2, 0)) - 1]
    assert '"c"' in lines[locations.line(Place("n.ipynb", 1, 1)) - 1]
    assert locations.line(Place("n.ipynb", 9, 0)) == locations.line(Place("n.ipynb", 2, 0))
    assert locations.line(Place("n.ipynb", 1, 7)) == 1


def test_a_file_is_read_once_and_only_where_needed() -> None:
    read: list[str] = []

    def contents(path: str) -> bytes:
        read.append(path)
        return NOTEBOOK

    locations = Locations(Presentation(contents=contents))
    assert locations.line(Place("train.py", 7)) == 7
    assert locations.line(Place("train.py")) == 1
    assert read == []
    for number in (1, 2):
        locations.line(Place("n.ipynb", number, 0))
        locations.columns(Place("n.ipynb", number, 0))
    assert read == ["n.ipynb"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (b"x = 1\n", (1, 6)),
        (b"    x = 1   \r\n", (5, 10)),
        ("é = '\U0001f600'\n".encode(), (1, 9)),
        (b"\n", (1, 1)),
        (b"", (1, 1)),
        ("\ufeffx".encode(), (1, 2)),
        (b"\xff", (1, 2)),
    ],
)
def test_columns_are_those_of_the_text_of_the_line(text: bytes, columns: tuple[int, int]) -> None:
    locations = Locations(Presentation(contents=lambda path: text))
    assert locations.columns(Place("a.py", 1)) == columns
    assert locations.columns(Place("a.py", 99)) == (1, 1)


def test_a_cell_is_told_in_words() -> None:
    assert tell_cell(Place("n.ipynb", 2, 3)) == "cell 3, line 2: "
    assert tell_cell(Place("a.py", 2)) == ""
