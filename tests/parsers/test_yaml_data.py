from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Entry, Scalar, Table, plain
from mlaudit.parsers.yaml_data import decode_text, read_all_yaml, read_yaml


def test_every_value_knows_its_line() -> None:
    data, message, line = read_yaml(b"stages:\n  train:\n    deps:\n      - a.py\n      - b.csv\n")
    assert (message, line) == (None, 0)
    assert isinstance(data, Table)
    stages = data.get("stages")
    assert isinstance(stages, Table)
    assert stages.line_of("train") == 2
    deps = stages.entries[0].value
    assert isinstance(deps, Table)
    assert [plain(deps.get("deps"))] == [["a.py", "b.csv"]]
    items = deps.get("deps")
    assert items is not None
    assert [item.line for item in items.items] == [4, 5]  # type: ignore[union-attr]


def test_block_scalars_start_with_their_text() -> None:
    data, _, _ = read_yaml("run: |\n  make data\n  make train\nnext: >-\n  a\n  b\n")
    assert isinstance(data, Table)
    assert data.get("run") == Scalar("make data\nmake train\n", 2)
    assert data.get("next") == Scalar("a b", 5)


def test_scalars_follow_the_core_schema() -> None:
    text = "on: yes\nno: 012\na: true\nb: ~\nc: 1e-3\nd: '1'\ne: 0x1F\nf: 2024-01-01\ng: .5\nh: 1_0"
    assert plain(read_yaml(text)[0]) == {
        "on": "yes",
        "no": 12,
        "a": True,
        "b": None,
        "c": 0.001,
        "d": "1",
        "e": 31,
        "f": "2024-01-01",
        "g": 0.5,
        "h": "1_0",
    }


def test_merge_keys_give_way_to_own_keys() -> None:
    text = "base: &b {lr: 1, n: 2}\nother: &o {lr: 9, k: 3}\nt:\n  <<: [*b, *o]\n  n: 5\n"
    assert plain(read_yaml(text)[0])["t"] == {"lr": 1, "k": 3, "n": 5}


def test_tags_and_template_keys_are_kept_as_written() -> None:
    data, message, _ = read_yaml("a: !Ref Bucket\nb: !Join [x, y]\n{{ name }}: 1\n")
    assert message is None
    assert plain(data) == {"a": "Bucket", "b": ["x", "y"], "{{name}}": 1}


def test_texts_of_a_list_are_joined_by_their_tag() -> None:
    data, message, _ = read_yaml("root: &r data\na: !join [*r, /raw, 1]\nb: !join [[x], y]\n")
    assert message is None
    assert plain(data) == {"root": "data", "a": "data/raw1", "b": [["x"], "y"]}


def test_the_last_of_duplicate_keys_counts_and_all_are_kept() -> None:
    data, _, _ = read_yaml("a: 1\na: 2\n")
    assert isinstance(data, Table)
    assert data.entries == (Entry("a", Scalar(1, 1), 1), Entry("a", Scalar(2, 2), 2))
    assert data.get("a") == Scalar(2, 2)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\n\tb: 2", 2, "tab"),
        ("a: [1\nb: 2", 2, "expected"),
        ("a: *gone", 1, "gone"),
        ("a: &a [*a]", 1, "anchor"),
        ("a: \x07", 1, "character"),
        ("[" * 50_000, 1, "nest"),
        ("? " * 50_000, 1, "nest"),
    ],
)
def test_broken_files_name_line_and_reason(text: str, line: int, word: str) -> None:
    data, message, found = read_yaml(text)
    assert data is None
    assert message is not None
    assert word in message
    assert found == line


def test_aliases_expand_within_bounds() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    data, message, _ = read_yaml("\n".join(rows))
    assert data is None
    assert message == "aliases expand to too many values"


def test_documents_before_an_error_are_kept() -> None:
    documents, message, line = read_all_yaml("a: 1\n---\nb: 2\n---\n[\n")
    assert [plain(document) for document in documents] == [{"a": 1}, {"b": 2}]
    assert message is not None
    assert line == 6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode_text("größe: 1\n".encode(encoding)) == "größe: 1\n"


def test_an_empty_file_holds_nothing() -> None:
    assert read_yaml(b"") == (None, None, 0)
    assert read_yaml(b"# only a comment\n") == (None, None, 0)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_input_raises(data: bytes | str) -> None:
    read_yaml(data)
    read_all_yaml(data)


@given(st.text(alphabet="ab:&*<-?!|>[]{}, \n'\"#", max_size=80))
def test_no_punctuation_raises(text: str) -> None:
    read_yaml(text)
