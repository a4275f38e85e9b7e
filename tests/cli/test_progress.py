from __future__ import annotations

import io
import sys
import threading
from pathlib import Path

import pytest

from mlaudit.cli.progress import Progress
from mlaudit.scan import scan_project


class Terminal(io.StringIO):
    """A terminal that tells when something was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = threading.Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.painted.set()


def test_a_long_scan_tells_how_far_it_is_and_wipes_that(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    with Progress(delay=0) as progress:
        progress.update("reading", 3, 8)
        assert terminal.painted.wait(10)
    text = terminal.getvalue()
    assert text.startswith(("\rreading 3/8 files", "\rlooking for files"))
    assert text.endswith(" \r")
    assert "\n" not in text


def test_a_stage_without_files_and_another_tree_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    progress = Progress("main", delay=0)
    progress.update("linking", 0, 0)
    with progress:
        assert terminal.painted.wait(10)
    assert terminal.getvalue().startswith("\rlinking (main)")


@pytest.mark.parametrize(
    ("stream", "term", "ci"),
    [(io.StringIO(), "xterm", ""), (Terminal(), "dumb", ""), (Terminal(), "xterm", "true")],
)
def test_files_dumb_terminals_and_logs_get_nothing(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, term: str, ci: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("CI", ci)
    with Progress(delay=0) as progress:
        progress.update("reading", 1, 1)
    assert stream.getvalue() == ""


def test_a_scan_tells_its_stages_in_order(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("open('a.csv')\n", encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    scan_project(tmp_path, lambda *update: told.append(update))
    assert told == [("reading", 1, 1), ("linking", 0, 0), ("judging", 0, 0), ("scoring", 0, 0)]
