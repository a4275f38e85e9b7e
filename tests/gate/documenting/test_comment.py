"""Entries as comments above the code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.gate.documenting.comment import insert_comment
from mlaudit.gate.documenting.entry import Entry
from mlaudit.gate.documenting.table import WriteError
from mlaudit.model.place import Place
from mlaudit.parsers.manual.comments import parse_comments

ENTRY = Entry("pick", "Pick the run", "ml team", "", "", "", (), "interactive-prompt", "input", ())
COMMENT = (
    "# mlaudit: manual-step id=pick rule=interactive-prompt subject=input\n"
    '#   what="Pick the run" who="ml team"\n'
)


def insert(root: Path, name: str, text: str, line: int, entry: Entry = ENTRY) -> tuple[str, int]:
    (root / name).write_bytes(text.encode())
    place = insert_comment(root, Place(name, line), entry)
    return (root / name).read_bytes().decode(), place.line


def test_it_stands_above_the_line_with_its_indentation(tmp_path: Path) -> None:
    text, line = insert(tmp_path, "a.py", "def f():\n    return input()\n", 2)
    indented = "".join(f"    {row}\n" for row in COMMENT.splitlines())
    assert (text, line) == (f"def f():\n{indented}    return input()\n", 2)


@pytest.mark.parametrize(
    ("name", "text", "line", "expected"),
    [
        ("a.py", "x = 1 + \\\n    input()\n", 2, 1),
        ("a.py", 's = f"""\n{input()}\n"""\n', 2, 1),
        ("a.py", "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = 1\n", 0, 3),
        ("a.py", '"""Doc."""\nx = 1\n', 0, 1),
        ("a.py", "%run x\ny = input()\n", 2, 2),
        ("a.sh", "#!/bin/sh\necho a \\\n  b\n", 3, 2),
        ("a.yml", "a:\n  - b\n", 2, 2),
        ("a.yml", "run: |\n  echo a\n  echo b\n", 3, 1),
        ("a.py", "", 0, 1),
    ],
)
def test_it_changes_nothing_of_what_the_file_means(
    tmp_path: Path, name: str, text: str, line: int, expected: int
) -> None:
    after, at = insert(tmp_path, name, text, line)
    assert at == expected
    lines = after.splitlines(keepends=True)
    assert "".join([*lines[: at - 1], *lines[at + 1 :]]) == text


def test_line_ends_are_those_of_the_file(tmp_path: Path) -> None:
    text, _ = insert(tmp_path, "a.py", "x = 1\r\ny = input()", 2)
    assert text == "x = 1\r\n" + COMMENT.replace("\n", "\r\n") + "y = input()"


@pytest.mark.parametrize("place", [Place("a.md", 1), Place("a.ipynb", 1, 0), Place("gone.py", 1)])
def test_other_files_take_none(tmp_path: Path, place: Place) -> None:
    (tmp_path / "a.md").write_text("text\n", encoding="utf-8")
    (tmp_path / "a.ipynb").write_text("{}\n", encoding="utf-8")
    with pytest.raises(WriteError):
        insert_comment(tmp_path, place, ENTRY)


def test_what_has_line_ends_is_no_comment(tmp_path: Path) -> None:
    entry = replace(ENTRY, subject="x\nimport os")
    with pytest.raises(WriteError, match="do not show"):
        insert(tmp_path, "a.sh", "echo a\n", 1, entry)
    assert (tmp_path / "a.sh").read_text(encoding="utf-8") == "echo a\n"


words = st.text(st.characters(codec="utf-8").filter(str.isprintable), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words.filter(str.strip), words.filter(str.strip))
def test_any_words_come_back(tmp_path: Path, what: str, who: str) -> None:
    entry = Entry("pick", " ".join(what.split()), who.strip(), "", "", "", (), "r", "s", ())
    text, _ = insert(tmp_path, "a.py", "x = 1\n", 1, entry)
    facts = parse_comments("a.py", text.encode())
    assert facts.problems == ()
    manual = facts.steps[0].manual
    assert manual is not None
    assert (manual.what, manual.who) == (entry.what, entry.who)
