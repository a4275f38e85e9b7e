"""Processes that do independent pieces of work beside each other.

They are forks, so that plugins and all that is loaded is there; where a system has no safe fork,
everything is done in this process. A worker that dies or hangs costs the piece it was at.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mlaudit.cache.values import dump, load
from mlaudit.ceilings import SECONDS, limit_memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

VARIABLE = "MLAUDIT_JOBS"
"""Holds the number of processes; as many as there are processors where it is not set."""
MOST = 16
PATIENCE = 5 * SECONDS
"""Seconds by the clock until a worker that does not answer is ended."""
_AHEAD = 2
"""Pieces that a worker has before it, so that it need not wait."""

Piece = Any
Answer = Any
Work = Callable[[Piece], Answer]


class LostError(Exception):
    """A worker died or hung; the message says which."""


def count_jobs() -> int:
    """How many processes may work beside each other: 1 for this one alone."""
    if not sys.platform.startswith("linux"):
        return 1
    wanted = os.environ.get(VARIABLE, "")
    if wanted.isdecimal() and int(wanted) > 0:
        return min(int(wanted), MOST)
    return min(len(os.sched_getaffinity(0)), MOST)


def work_apart(
    work: Work, pieces: Sequence[Piece], jobs: int
) -> Iterator[tuple[Piece, Answer | LostError]]:
    """Do each piece of work in one of several processes.

    Args:
        work: of a piece; its answer must be a value that the cache can keep.
        pieces: large ones first, so that no process is the last for long.
        jobs: how many processes.

    Yields:
        (piece, answer) in the order in which they are done; LostError in place of the answer where
        the worker did not survive it.
    """
    from multiprocessing import connection

    waiting = deque(pieces)
    crew = [_Worker(work) for _ in range(min(jobs, len(pieces)))]
    try:
        for worker in crew:
            worker.take(waiting)
        while busy := {worker.line: worker for worker in crew if worker.given}:
            ready = connection.wait(list(busy), timeout=PATIENCE)
            for line in ready or [next(iter(busy))]:
                worker = busy[line]  # type: ignore[index]
                yield worker.answer(hung=not ready)
                worker.take(waiting)
    finally:
        for worker in crew:
            worker.end()


class Apart:
    """Pieces of work that are done beside what this process does, each in a process of its own.

    A context: at its end the processes end, whether they are done or not.
    """

    def __init__(self, work: Work, pieces: Sequence[Piece]) -> None:
        self._crew = [_Worker(work) for _ in pieces]
        for worker, piece in zip(self._crew, pieces, strict=True):
            worker.take(deque([piece]))

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._crew:
            worker.end()

    def answer(self, number: int) -> Answer | LostError:
        """Wait for the answer to one of the pieces."""
        worker = self._crew[number]
        ready = worker.line.poll(PATIENCE)
        return worker.answer(hung=not ready, again=False)[1]


class _Worker:
    """One process, and what it was given and has not answered yet."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.given: deque[Piece] = deque()
        self._start()

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self.line: Connection
        self.line, other = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(self._work, other, self.line), daemon=True
        )
        self._process.start()
        other.close()

    def take(self, waiting: deque[Piece]) -> None:
        """Hand on more pieces."""
        while waiting and len(self.given) < _AHEAD:
            piece = waiting.popleft()
            self.given.append(piece)
            self.line.send(piece)

    def answer(self, *, hung: bool, again: bool = True) -> tuple[Piece, Answer | LostError]:
        """The oldest piece with its answer; a worker that is lost is replaced where there is more.

        Args:
            hung: it does not answer.
            again: replace it.
        """
        if not hung:
            try:
                answer = load(self.line.recv_bytes())
                return self.given.popleft(), answer
            except (EOFError, OSError):
                pass
        piece = self.given.popleft()
        left = self.given
        self.end()
        self.given = deque()
        if again:
            self._start()
            self.take(left)
        return piece, LostError("took too long" if hung else "its reader crashed")

    def end(self) -> None:
        """End the process, whatever it does."""
        self.line.close()
        self._process.kill()
        self._process.join()


def _serve(work: Work, line: Connection, other: Connection) -> None:
    """The life of a worker: answer what comes until nobody is there."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    other.close()
    limit_memory()
    while True:
        try:
            piece = line.recv()
        except (EOFError, OSError):
            os._exit(0)
        line.send_bytes(dump(work(piece)))
