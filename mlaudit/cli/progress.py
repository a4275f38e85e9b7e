"""Says on standard error how far a long scan is."""

from __future__ import annotations

import os
import sys
import threading
from types import TracebackType

DELAY = 1.0
"""Seconds before anything is said."""
_INTERVAL = 0.2
"""Seconds between two paints."""


class Progress:
    """Shows a line that is rewritten, where standard error is a terminal, and wipes it at the end.

    A thread paints it, for the stages after reading have nothing to count.
    """

    def __init__(self, delay: float = DELAY) -> None:
        self._delay = delay
        self._read = self._total = self._painted = 0
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
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

    def update(self, read: int, total: int) -> None:
        """Note that `read` of `total` files have been read."""
        self._read, self._total = read, total

    def _paint(self) -> None:
        wait = self._delay
        while not self._done.wait(wait):
            line = self._describe()
            sys.stderr.write("\r" + line.ljust(self._painted))
            sys.stderr.flush()
            self._painted = len(line)
            wait = _INTERVAL
        if self._painted:
            sys.stderr.write("\r" + " " * self._painted + "\r")
            sys.stderr.flush()

    def _describe(self) -> str:
        if self._read < self._total:
            return f"reading: {self._read} of {self._total} files"
        return f"linking {self._total} files" if self._total else "looking for files"
