"""Says on standard error how far a long scan is."""

from __future__ import annotations

import os
import sys
import threading
from types import TracebackType

DELAY = 0.5
"""Seconds before anything is said."""
_INTERVAL = 0.1
"""Seconds between two paints."""


class Progress:
    """Shows a line that is rewritten, where a person looks at it, and wipes it at the end.

    A thread paints it, for the stages after reading have nothing to count.
    """

    def __init__(self, subject: str = "", delay: float = DELAY) -> None:
        self._subject = f" ({subject})" if subject else ""
        self._delay = delay
        self._told = f"looking for files{self._subject}"
        self._painted = 0
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Progress:
        if _is_watched():
            self._thread = threading.Thread(target=self._paint, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._done.set()
        if self._thread is not None:
            self._thread.join()

    def update(self, stage: str, done: int, total: int) -> None:
        """Note the stage and, where files are counted, how many of them are done."""
        self._told = stage + (f" {done}/{total} files" if total else "") + self._subject

    def _paint(self) -> None:
        wait = self._delay
        while not self._done.wait(wait):
            line = self._told[: _measure_width() - 1]
            sys.stderr.write("\r" + line.ljust(self._painted))
            sys.stderr.flush()
            self._painted = len(line)
            wait = _INTERVAL
        if self._painted:
            sys.stderr.write("\r" + " " * self._painted + "\r")
            sys.stderr.flush()


def _is_watched() -> bool:
    """Is standard error a terminal that can go back in a line, and no log that is kept?"""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _measure_width() -> int:
    """The columns of the terminal: what wraps could not be wiped."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
