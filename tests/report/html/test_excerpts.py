from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Tracking
from mlaudit.report.base import Presentation
from mlaudit.report.html.excerpts import Excerpts
from mlaudit.report.html.markup import write
from tests.report.html.reading import Reading


def show(place: Place, content: bytes, tracking: Tracking = Tracking.GIT) -> str | None:
    files = (SourceFile(place.path, len(content), tracking),)
    project = Project(root=Path("/nowhere"), name="nowhere", files=files)
    found = Excerpts(project, Presentation(contents=lambda path: content)).show(place)
    return None if found is None else write(found)


def test_two_lines_stand_around_the_line_that_is_marked() -> None:
    shown = show(Place("a.py", 4), b"1st\r\n2nd\r3rd\n4th\n5th\n6th\n7th\n")
    assert shown is not None
    assert Reading(shown).text == "22nd33rd44th55th66th"
    assert shown.count("<mark>") == 1
    assert "<mark><code>4th</code></mark>" in shown


def test_the_line_of_a_notebook_counts_within_its_cell() -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# title"},
        {"cell_type": "code", "metadata": {}, "source": ["a = 1\n", "b = 2"], "outputs": []},
    ]
    content = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    shown = show(Place("a.ipynb", 2, 1), content.encode())
    assert shown is not None
    assert Reading(shown).text == "1a = 12b = 2"
    assert show(Place("a.ipynb", 9, 1), content.encode()) is None
    assert show(Place("a.ipynb", 1, 7), content.encode()) is None
    assert show(Place("a.ipynb", 1, 0), b"{broken") is None


@pytest.mark.parametrize("tracking", list(Tracking))
def test_files_that_version_control_does_not_have_are_never_quoted(tracking: Tracking) -> None:
    shown = show(Place(".env", 1), b"TOKEN=secret\n", tracking)
    assert (shown is None) == (tracking in (Tracking.IGNORED, Tracking.UNTRACKED))


def test_long_lines_are_cut() -> None:
    shown = show(Place("a.json", 1), b"x" * 100_000)
    assert shown is not None
    assert len(shown) < 600
    assert "x…" in shown


@pytest.mark.parametrize(
    ("place", "content"),
    [
        (Place("a.py"), b"the file as a whole\n"),
        (Place("a.py", 3), b"one line"),
        (Place("a.bin", 1), b"\0\1\2"),
    ],
)
def test_what_is_no_line_of_text_is_not_shown(place: Place, content: bytes) -> None:
    assert show(place, content) is None


def test_code_is_text() -> None:
    shown = show(Place("a.html", 1), b"<script>alert(1)</script>\x1b[31m")
    assert shown is not None
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m" in shown
