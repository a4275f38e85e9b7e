"""Notes in notebooks."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.place import Place
from mlaudit.model.suppression import Suppression
from mlaudit.parsers.suppressions.finding import find_suppressions

NOTE = "# mlaudit: ignore[untracked-input] it is public"


def cell(source: str, kind: str = "code", **metadata: object) -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": metadata}


def notes(*cells: dict[str, Any], language: str = "python") -> list[Suppression]:
    content = {
        "cells": cells,
        "metadata": {"language_info": {"name": language}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return list(find_suppressions("a.ipynb", json.dumps(content).encode()))


def test_a_comment_counts_within_its_cell() -> None:
    found = notes(cell("a()"), cell(f"b()\n{NOTE}\nread(\n  'a')\nc()"), cell("d()"))
    (note,) = found
    assert (note.place, note.first, note.last) == (Place("a.ipynb", 2, 1), 2, 4)
    assert note.covers(Place("a.ipynb", 4, 1))
    assert not note.covers(Place("a.ipynb", 4, 2))
    assert not note.covers(Place("a.ipynb", 4))


def test_a_last_comment_does_not_reach_the_next_cell() -> None:
    (note,) = notes(cell(f"a()\n{NOTE}"), cell("b()"))
    assert (note.first, note.last) == (2, 2)


def test_decorators_belong_to_what_they_decorate() -> None:
    (note,) = notes(cell(f"{NOTE}\n@task\ndef f():\n    pass"))
    assert (note.first, note.last) == (1, 3)


def test_a_comment_for_the_file() -> None:
    (note,) = notes(cell("a()"), cell("# mlaudit: file-ignore[notebooks] a lecture"))
    assert note.covers(Place("a.ipynb", 7, 0))


def test_commands_in_cells() -> None:
    found = notes(
        cell(f"!wget a  {NOTE}\n%cd b"), cell(f"%%bash\ncurl don't \\\n  b  {NOTE}\ncurl c")
    )
    assert [(n.place.cell, n.first, n.last) for n in found] == [(0, 1, 1), (1, 2, 3)]


def test_a_tag_stands_for_its_cell() -> None:
    found = notes(
        cell("a()"),
        cell("b()\nc()", tags=["parameters", "mlaudit-ignore-toggled-cell"]),
        cell("d()", tags=["mlaudit-ignore-INP001: handed out by the teacher"]),
    )
    assert [(n.names, n.reason, n.place.cell, n.form) for n in found] == [
        (("toggled-cell",), "", 1, "tag"),
        (("INP001",), "handed out by the teacher", 2, "tag"),
    ]
    assert all(found[0].covers(Place("a.ipynb", line, 1)) for line in (0, 1, 2))
    assert not found[0].covers(Place("a.ipynb", 1, 0))


def test_metadata_stand_for_their_cell() -> None:
    reasons = {"untracked-input": "it is public", "INP004": None}
    found = notes(cell("a()", mlaudit={"ignore": reasons}), cell("b()", mlaudit={"ignore": 3}))
    assert [(n.names, n.reason, n.form) for n in found] == [
        (("untracked-input",), "it is public", "metadata"),
        (("INP004",), "", "metadata"),
    ]
    assert found[0].covers(Place("a.ipynb", 1, 0))


def test_a_comment_in_a_cell_of_text() -> None:
    text = "a\n\n<!-- mlaudit: ignore[DOC001] they know -->\n\nb\nc"
    (note,) = notes(cell(text, "markdown"), cell("'<!-- mlaudit: ignore[DOC001] x -->'"))
    assert (note.place, note.first, note.last) == (Place("a.ipynb", 3, 0), 3, 6)


def test_other_languages() -> None:
    (note,) = notes(cell(f"f <- function() {{\n  a() {NOTE}\n}}"), language="R")
    assert (note.first, note.last) == (2, 2)


def test_a_notebook_of_version_3() -> None:
    old = {
        "cell_type": "code",
        "input": f"a()  {NOTE}",
        "language": "python",
        "metadata": {},
        "outputs": [],
    }
    content = {"worksheets": [{"cells": [old]}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}
    (note,) = find_suppressions("a.ipynb", json.dumps(content).encode())
    assert note.place == Place("a.ipynb", 1, 0)


def test_a_broken_notebook_has_no_notes() -> None:
    assert find_suppressions("a.ipynb", b'{"cells": ["mlaudit: ignore[x] y"') == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "x = (1,\n 2)", "# why", "'''\n'''"]), max_size=4))
def test_cells_and_lines_above_do_not_change_what_is_covered(above: list[str]) -> None:
    lines = "".join(line + "\n" for line in above)
    shift = lines.count("\n")
    found = notes(*(cell(text) for text in above), cell(f"{lines}{NOTE}\nread('a')"))
    assert [(n.place.cell, n.first - shift, n.last - shift) for n in found] == [(len(above), 1, 2)]
