"""Files of code that a document names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.parsers.documents.code_mentions import read_code_mentions


def names(text: str) -> list[str]:
    return [mention.name for mention in read_code_mentions("README.md", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### maps.py: how countries are counted", ["maps.py"]),
        ("* `src/clean.py` reads the table", ["src/clean.py"]),
        ("start the script ./tools/run_all.sh.", ["tools/run_all.sh"]),
        ("execute _src\\old\\find.py_ then", ["src/old/find.py"]),
        ("`ssh host python -m src.monitor.board`", ["src/monitor/board.py"]),
        ("| plot.R | draws |", ["plot.R"]),
        ("├── clean.py  # cleans\n|-- b.py", []),
        ("clean.pyc, data.parquet and model.py.bak", []),
    ],
)
def test_names_in_all_sorts_of_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_first_place_of_each_name_counts() -> None:
    found = read_code_mentions("docs/use.md", "a.py\n\nb.py and a.py\n")
    assert [(mention.name, mention.place.line) for mention in found] == [("a.py", 1), ("b.py", 3)]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert len(names(text)) == len(set(names(text)))
