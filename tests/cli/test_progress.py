from __future__ import annotations

import io
import sys
import threading

import pytest

from mlaudit.cli.progress import Progress


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
    with Progress(delay=0) as progress:
        progress.update(3, 8)
        assert terminal.painted.wait(10)
    text = terminal.getvalue()
    assert text.startswith(("\rreading: 3 of 8 files", "\rlooking for files"))
    assert text.endswith(" \r")


@pytest.mark.parametrize(("stream", "term"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")])
def test_files_and_dumb_terminals_get_nothing(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, term: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    with Progress(delay=0) as progress:
        progress.update(1, 1)
    assert stream.getvalue() == ""
