"""Files of code that numbered lists and headings name one after another."""

from __future__ import annotations

import pytest

from mlaudit.model.facts import CodeMention
from mlaudit.model.place import Place
from mlaudit.parsers.documents.listed_code import read_listed_code


def named(text: str) -> list[list[str]]:
    return [[mention.name for mention in found] for found in read_listed_code("README.md", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. `a.py` cleans\n2. `b.py` fits\n", [["a.py", "b.py"]]),
        ("1) a.py\n\n   more of it, as c.py\n\n2) b.py\n", [["a.py", "b.py"]]),
        ("1. Install\n2. Run **src/a.py**\n3. then look\n4. b.ipynb\n", [["src/a.py", "b.ipynb"]]),
        ("## Step 1: a.py\ntext\n### More\n## Step 2: b.py\n", [["a.py", "b.py"]]),
        ("## 1. a.py\n1. c.py\n2. d.py\n## 2. b.py\n", [["c.py", "d.py"], ["a.py", "b.py"]]),
        ("1. a.py\n   1. x.py\n   2. y.py\n2. b.py\n", [["x.py", "y.py"], ["a.py", "b.py"]]),
        ("1. a.py\n2. b.py\n1. c.py\n2. d.py\n", [["a.py", "b.py"], ["c.py", "d.py"]]),
        ("1. a.py\n## Other\n2. b.py\n", []),
        ("1. a.py\n2. a.py again\n", []),
        ("- a.py\n- b.py\n", []),
        ("In 2024. a.py and b.py\n", []),
        ("1. a.py\n", []),
        ("", []),
    ],
)
def test_lists_with_rising_numbers(text: str, expected: list[list[str]]) -> None:
    assert named(text) == expected


def test_each_name_has_its_first_place() -> None:
    (found,) = read_listed_code("docs/use.md", "Intro\n\n1. a.py\n2. b.py\n3. a.py\n")
    assert found == (
        CodeMention("a.py", Place("docs/use.md", 3)),
        CodeMention("b.py", Place("docs/use.md", 4)),
    )
