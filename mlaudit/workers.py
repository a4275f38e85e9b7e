"""Processes that do independent pieces of work beside each other.

They are forks, so that plugins and all that is loaded is there; where a system has no safe fork,
everything is done in this process. A worker that dies or hangs costs the piece it was at.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from mlaudit.cache.values import DamagedError, dump, load_whole
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
_SIGNALS = (signal.SIGINT, signal.SIGTERM)

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

    waiting = deque(range(len(pieces)))
    crew = [_Worker(work, pieces) for _ in range(min(jobs, len(pieces)))]
    try:
        for worker in crew:
            worker.take(waiting)
        while busy := {worker.line: worker for worker in crew if worker.given}:
            ready = connection.wait(list(busy), timeout=PATIENCE)
            for line in ready or [next(iter(busy))]:
                worker = busy[line]  # type: ignore[index]
                number, answer = worker.answer(hung=not ready)
                yield pieces[number], answer
                worker.take(waiting)
    finally:
        for worker in crew:
            worker.end()


class Apart:
    """Pieces of work that are done beside what this process does, each in a process of its own.

    A context: at its end the processes end, whether they are done or not.
    """

    def __init__(self, work: Work, pieces: Sequence[Piece]) -> None:
        self._crew = [_Worker(work, pieces) for _ in pieces]
        for number, worker in enumerate(self._crew):
            worker.take(deque([number]))

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
    """One process, and the numbers of the pieces that it was given and has not answered yet.

    It is told numbers alone, for it has the pieces from its parent: what is told fits into a pipe,
    so that neither waits for the other to read.
    """

    def __init__(self, work: Work, pieces: Sequence[Piece]) -> None:
        self._work = work
        self._pieces = pieces
        self.given: deque[int] = deque()
        self._start()

    def _start(self) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        self.line: Connection
        asked, self._questions = context.Pipe(duplex=False)  # pipes; a duplex is a socket
        self.line, answers = context.Pipe(duplex=False)
        ours = (self._questions, self.line)
        self._process: BaseProcess = context.Process(
            target=_serve,
            args=(self._work, self._pieces, asked, answers, ours),
            daemon=True,
        )
        with _holding_signals():
            self._process.start()
        asked.close()
        answers.close()

    def take(self, waiting: deque[int]) -> None:
        """Hand on more pieces."""
        while waiting and len(self.given) < _AHEAD:
            number = waiting.popleft()
            self.given.append(number)
            with suppress(OSError):  # it is dead, which shows where its answer is waited for
                self._questions.send_bytes(b"%d" % number)

    def answer(self, *, hung: bool, again: bool = True) -> tuple[int, Answer | LostError]:
        """The oldest piece with its answer; a worker that is lost is replaced where there is more.

        Args:
            hung: it does not answer.
            again: replace it.
        """
        if not hung:
            try:
                answer = load_whole(self.line.recv_bytes())
                return self.given.popleft(), answer
            except (EOFError, OSError, DamagedError):
                pass
        number = self.given.popleft()
        left = self.given
        self.end()
        self.given = deque()
        if again:
            self._start()
            self.take(left)
        return number, LostError("took too long" if hung else "its reader crashed")

    def end(self) -> None:
        """End the process, whatever it does."""
        self._questions.close()
        self.line.close()
        self._process.kill()
        self._process.join()


@contextmanager
def _holding_signals() -> Iterator[None]:
    """Let signals wait, so that none meets a worker that has not settled what to do with it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _serve(
    work: Work,
    pieces: Sequence[Piece],
    asked: Connection,
    answers: Connection,
    ours: Iterable[Connection],
) -> None:
    """The life of a worker: answer what comes until nobody is there.

    Args:
        work: to be done.
        pieces: all of them.
        asked: where their numbers come from.
        answers: where answers go.
        ours: the ends of the parent, which must not stay open when it is gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    for end in ours:
        end.close()
    limit_memory()
    while True:
        try:
            number = int(asked.recv_bytes())
            answers.send_bytes(dump(work(pieces[number])))
        except (EOFError, OSError):
            os._exit(0)
