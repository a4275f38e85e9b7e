"""The file of a baseline: stable, strict, and forgiving where a merge has joined two of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.gate.baseline.entries import Entry
from mlaudit.gate.baseline.text import BaselineError, read_text, write_text

entries = st.builds(
    Entry,
    rule=st.sampled_from(("INP001", "ORD001")),
    path=st.text(max_size=8),
    scope=st.text(max_size=4),
    subject=st.text(max_size=8),
    count=st.integers(1, 9),
)
ONE = Entry("INP001", "src/train.py", "main", "data/raw/train.csv")
TWO = Entry("ORD001", "notebooks/eda.ipynb", "", "df", 2)
TEXT = (
    '{"schema":"mlaudit-baseline/1","findings":[\n'
    '{"rule":"ORD001","path":"notebooks/eda.ipynb","scope":"","subject":"df","count":2},\n'
    '{"rule":"INP001","path":"src/train.py","scope":"main","subject":"data/raw/train.csv",'
    '"count":1}\n'
    "]}\n"
)
EMPTY = '{"schema":"mlaudit-baseline/1","findings":[\n]}\n'


def test_one_sorted_entry_a_line() -> None:
    assert write_text((ONE, TWO)) == write_text((TWO, ONE)) == TEXT
    assert write_text(()) == EMPTY
    assert read_text(EMPTY, "b.json") == ()


@given(st.lists(entries, unique_by=lambda entry: entry.identity, max_size=5))
def test_what_was_written_is_read(written: list[Entry]) -> None:
    text = write_text(written)
    assert read_text(text, "b.json") == tuple(sorted(written, key=lambda entry: entry.sort_key))
    assert write_text(read_text(text, "b.json")) == text
    assert len(json.loads(text)["findings"]) == len(written)
    assert text.count("\n") == len(written) + 2
    assert text.isascii()


def test_any_layout_of_the_same_json_is_read() -> None:
    assert read_text(json.dumps(json.loads(TEXT), indent=2), "b.json") == (TWO, ONE)


@pytest.mark.parametrize(
    "spoil", [lambda t: t.replace("},", "}"), lambda t: t.replace("}\n]", "},\n]")]
)
def test_commas_that_a_merge_has_left_or_lost(spoil: object) -> None:
    assert read_text(spoil(TEXT), "b.json") == (TWO, ONE)  # type: ignore[operator]


def test_of_the_same_entry_twice_the_larger_count_counts() -> None:
    line = TEXT.splitlines()[1]
    twice = TEXT.replace(line, f"{line}\n{line.replace(':2', ':5')}")
    assert read_text(twice, "b.json")[0].count == 5


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"count":2', '"count":two', r"b\.json:2: this line is no entry: .* column \d+"),
        ('"count":2', '"count":0', 'b.json:2: the field "count" is less than 1'),
        ('"count":2', '"count":true', 'b.json:2: the field "count" is no number'),
        (',"count":2', "", 'b.json:2: the field "count" is missing'),
        ('"count":2', '"count":2,"line":7', 'b.json:2: an entry has no field "line"'),
        ('"scope":""', '"scope":null', 'b.json:2: the field "scope" is no text'),
        ('{"rule":"ORD001"', '[{"rule":"ORD001"', "b.json:2: this line is no entry"),
        ("]}", "]", "b.json:4: a baseline ends with"),
        ("]}\n", "", "b.json:3: a baseline ends with"),
        ("baseline/1", "baseline/2", 'b.json:1: its schema is "mlaudit-baseline/2"'),
        ('{"schema"', '{schema"', "b.json:1: this is no JSON"),
        (TEXT, "", "b.json:1: this is no JSON"),
        (TEXT, "[]", "b.json:1: its schema is null"),
        (TEXT, '{"schema":"mlaudit-baseline/1","findings":{}}', "b.json:1: beside"),
        (TEXT, '{"schema":"mlaudit-baseline/1","findings":[7]}', "b.json: entry 1: an entry is"),
    ],
)
def test_what_is_broken_is_named_with_its_place(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(BaselineError, match=message):
        read_text(TEXT.replace(old, new, 1), "b.json")


def test_the_markers_of_a_conflict_have_a_message_of_their_own() -> None:
    first, second, third, last = TEXT.splitlines()
    text = "\n".join([first, "<<<<<<< HEAD", second, "=======", third, ">>>>>>> topic", last])
    with pytest.raises(BaselineError, match=r"b\.json:2: a merge left its conflict markers"):
        read_text(text, "b.json")


@given(st.text(max_size=200))
def test_text_that_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(BaselineError, match=r"^b\.json:"):
        read_text(text, "b.json")
