"""What one file may cost: a parser that hangs or eats memory loses its file, and nothing else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

SECONDS = 60
"""Processor time for one file; the largest notebooks take some seconds."""
MEMORY = 4 * 1024 * 1024 * 1024
"""Bytes that a worker may take beside what it began with; a file may have 64 MB."""


class TooLongError(BaseException):
    """A file took too long. No `Exception`, for parsers catch those of the libraries they ask."""


@contextmanager
def time_ceiling(seconds: float = SECONDS) -> Iterator[None]:
    """Interrupt what takes more processor time than that; also a regular expression.

    Where the system has no such clock, and outside of the main thread, nothing is interrupted.

    Raises:
        TooLongError: it took longer.
    """
    clock = getattr(signal, "SIGVTALRM", None)
    if clock is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(clock, _interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(clock, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def limit_memory(more: int = MEMORY) -> None:
    """Let this process take so many bytes more, where the system can hold it to that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", encoding="ascii") as status:
            taken = int(status.read().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (taken + more, hard))
