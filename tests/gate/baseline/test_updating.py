"""What a baseline holds after a project was scanned again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.gate.baseline.entries import Baseline, Entry, compare
from mlaudit.gate.baseline.file import find_folder, read_baseline, write_baseline
from mlaudit.gate.baseline.text import BaselineError
from mlaudit.gate.baseline.updating import accept_all, drop_stale
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from tests.report.examples import make_finding, make_result

HERE = make_finding(subject="here.csv")
IDENTITY = ("INP001", "src/train.py", "load", "here.csv")
ENTRY = Entry(*IDENTITY)
GONE = Entry("INP001", "src/train.py", "", "gone.csv")
SKIPPED = Entry("INP001", "venv/lib/a.py", "", "a.csv")
UNREAD = Entry("NBK001", "bad.ipynb", "", "bad.ipynb")


def _scan(*subjects: str, status: str = "new") -> ScanResult:
    return make_result(tuple(make_finding(subject=name, status=status) for name in subjects))


def test_every_finding_is_accepted_and_what_was_not_seen_is_kept() -> None:
    former = Baseline((GONE, SKIPPED, UNREAD))
    update = accept_all(make_result((HERE,)), former)
    assert set(update.entries) == {ENTRY, SKIPPED, UNREAD}
    assert update.comparison.stale == (GONE,)
    assert update.comparison.new == (IDENTITY,)


def test_nothing_new_is_accepted_when_what_is_gone_is_dropped() -> None:
    result = _scan("here.csv", "new.csv")
    update = drop_stale(result, Baseline((ENTRY, GONE, SKIPPED)))
    assert update.entries == (ENTRY, SKIPPED)


def test_what_has_moved_is_followed() -> None:
    moved = replace(HERE, place=Place("lib/train.py", 3), scope="read")
    update = drop_stale(make_result((moved,)), Baseline((ENTRY,)))
    assert update.entries == (Entry("INP001", "lib/train.py", "read", "here.csv"),)
    renamed = replace(HERE, place=Place("lib/fit.py", 3))
    update = drop_stale(make_result((renamed,)), Baseline((ENTRY,)))
    assert update.entries == (Entry("INP001", "lib/fit.py", "load", "here.csv"),)
    another = replace(HERE, place=Place("lib/fit.py", 3), scope="read")
    assert drop_stale(make_result((another,)), Baseline((ENTRY,))).entries == ()


def test_what_is_ignored_or_documented_needs_no_entry() -> None:
    for status in ("ignored", "documented"):
        assert accept_all(_scan("here.csv", status=status), Baseline()).entries == ()
        assert drop_stale(_scan("here.csv", status=status), Baseline((ENTRY,))).entries == ()


def test_entries_of_a_rule_that_was_not_applied_are_kept() -> None:
    result = replace(make_result(()), applied=frozenset({"ENV001"}))
    assert drop_stale(result, Baseline((ENTRY,))).entries == (ENTRY,)
    assert accept_all(result, Baseline((ENTRY,))).entries == (ENTRY,)
    assert compare(result, (), Baseline((ENTRY,))).stale == ()


def test_counts_grow_and_shrink() -> None:
    two = Entry(*IDENTITY, count=2)
    comparison = compare(make_result((HERE,)), (HERE,), Baseline((two,)))
    assert (comparison.new, comparison.stale) == ((), (ENTRY,))
    comparison = compare(make_result(()), (HERE, HERE), Baseline((ENTRY,)))
    assert (comparison.new, comparison.stale) == ((IDENTITY,), ())


def test_a_baseline_above_the_scanned_directory_is_shared(tmp_path: Path) -> None:
    project = tmp_path / "services/churn"
    project.mkdir(parents=True)
    other = Entry("INP001", "services/fraud/a.py", "", "a.csv")
    file = tmp_path / "b.json"
    write_baseline(file, (other,))
    former = read_baseline(file, project)
    assert former.folder == "services/churn"
    own = Entry("INP001", "services/churn/src/train.py", "load", "here.csv")
    update = accept_all(make_result((HERE,)), former)
    assert update.entries == (own, other)
    again = Baseline(update.entries, folder=former.folder)
    assert drop_stale(make_result(()), again).entries == (other,)
    assert accept_all(make_result((HERE,)), again).comparison.new == ()


def test_a_baseline_anywhere_else_is_of_the_scanned_directory_alone(tmp_path: Path) -> None:
    project = tmp_path / "project"
    assert find_folder(project / "b.json", project) == ""
    assert find_folder(project / "ci/b.json", project) == ""
    assert find_folder(tmp_path / "elsewhere/b.json", project) == ""


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"\xff\xfe")
    with pytest.raises(BaselineError, match="no text in UTF-8"):
        read_baseline(tmp_path / "b.json", tmp_path)
    with pytest.raises(BaselineError, match="cannot read"):
        read_baseline(tmp_path / "absent.json", tmp_path)
    with pytest.raises(BaselineError, match="cannot write"):
        write_baseline(tmp_path / "absent/b.json", ())
