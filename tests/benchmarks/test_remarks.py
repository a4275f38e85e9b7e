"""The list of manual steps that people saw, on remarks of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.remarks import (
    REMARKS,
    Remark,
    RemarkError,
    find_faults,
    find_shown,
    read_remarks,
    render,
)
from tests.conftest import WriteTree

FOUND = '{"repository": "a+b", "remark": "labels", "rule": "untracked-input", "subject": "x.csv"}'
ABSENT = '{"repository": "a+b", "remark": "told", "absent": "told in prose only"}'
SHOWN = Remark("a+b", "labels", "untracked-input", "x.csv")
HIDDEN = Remark("a+b", "told", absent="told in prose only")


def test_remarks_are_read(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(f"{FOUND}\n{ABSENT}\n")
    assert list(read_remarks(file)) == [SHOWN, HIDDEN]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{}",
        '{"repository": "a+b", "remark": "x"}',
        FOUND.replace("x.csv", ""),
        FOUND.replace("}", ', "absent": "why"}'),
    ],
)
def test_lines_that_say_too_little_or_too_much(tmp_path: Path, line: str) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(line + "\n")
    with pytest.raises(RemarkError, match=r"r\.jsonl:1"):
        list(read_remarks(file))


def test_a_remark_counts_only_where_it_is_shown() -> None:
    assert list(find_faults([SHOWN, HIDDEN], {SHOWN.key})) == []
    assert list(find_faults([SHOWN, HIDDEN], set())) == [
        "not shown: untracked-input in a+b about x.csv"
    ]


def test_the_page_tells_both_sorts() -> None:
    page = "\n".join(render([SHOWN, HIDDEN], {SHOWN.key}))
    assert page.startswith("1 of 2 remarks are found.")
    assert "- a/b: labels (untracked-input, `x.csv`)" in page
    assert "- a/b: told. told in prose only" in page
    assert "labels. No longer found." in "\n".join(render([SHOWN], set()))


def test_what_a_scan_shows(write_tree: WriteTree) -> None:
    code = "import pandas as pd\npd.read_csv('x.csv').to_csv('y.csv')\n"
    root = write_tree({"a+b/main.py": code, "a+b/README.md": "Run `python main.py`.\n"})
    shown = set(find_shown(root, ["a+b", "c+d"]))
    assert ("a+b", "untracked-input", "x.csv") in shown


def test_the_remarks_of_the_corpus_can_be_read() -> None:
    remarks = list(read_remarks(REMARKS))
    assert len({(remark.repository, remark.text) for remark in remarks}) == len(remarks)
