from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlaudit.trend.file import HistoryError, append_record, read_history
from mlaudit.trend.text import write_line
from tests.trend.records import make_record

ADD = """
import sys
from pathlib import Path
from mlaudit.trend.file import append_record
from tests.trend.records import make_record
for number in range(40):
    append_record(Path(sys.argv[1]), make_record(number, sys.argv[2] + str(number)))
"""


def test_records_come_back_by_time_whatever_the_order_of_lines(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    lines = [make_record(2, "c"), make_record(0, "a"), make_record(2, "c"), make_record(1, "b")]
    file.write_text("".join(map(write_line, lines)))
    history = append_record(file, make_record(3, "d"))
    assert [record.commit for record in history.records] == ["a", "b", "c", "d"]
    assert read_history(file) == history


def test_a_record_that_repeats_another_one_is_not_added(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append_record(file, make_record(0, "a"))
    append_record(file, make_record(1, "b"))
    before = file.read_bytes()
    assert len(append_record(file, make_record(2, "a")).records) == 2
    assert file.read_bytes() == before


def test_a_broken_line_is_named_and_the_rest_counts(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(write_line(make_record(0, "a")) + "\n>>>>>>> other\nhalf a li")
    history = append_record(file, make_record(1, "b"))
    assert [record.commit for record in history.records] == ["a", "b"]
    assert [problem.split(": ")[0] for problem in history.problems] == [f"{file}:3", f"{file}:4"]
    assert read_history(file) == history, "the new line does not continue the half one"


def test_nothing_of_a_line_stays_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "history.jsonl"
    append_record(file, make_record(0, "a"))
    before, write = file.read_bytes(), os.write
    answers = iter([True])

    def write_some(handle: int, data: bytes) -> int:
        if next(answers, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data[:10])

    monkeypatch.setattr("mlaudit.trend.file.os.write", write_some)
    with pytest.raises(HistoryError, match=r"cannot write .*: No space left on device"):
        append_record(file, make_record(1, "b"))
    assert file.read_bytes() == before


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="cannot write"):
        append_record(tmp_path, make_record())
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(HistoryError, match="no regular file"):
            append_record(tmp_path / "pipe", make_record())


def test_two_processes_lose_no_line(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    root = Path(__file__).parents[2]
    both = [
        subprocess.Popen([sys.executable, "-c", ADD, file, name], cwd=root) for name in ("a", "b")
    ]
    assert [process.wait() for process in both] == [0, 0]
    history = read_history(file)
    assert (len(history.records), history.problems) == (80, ())
