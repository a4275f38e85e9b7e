"""Runs commands as whole processes and tells what they cost."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROCESSES = Path("/proc")
PERIOD = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took.

    Attributes:
        cpu: seconds of user and system time, of all processes that were waited for.
        wall: seconds from start to end.
        memory: bytes at the peak, of all processes together where the system tells it, else of
            the largest.
    """

    cpu: float
    wall: float
    memory: int


class CommandError(Exception):
    """A command failed in itself; the message names it."""


def run(
    words: Sequence[str],
    variables: Mapping[str, str] | None = None,
    accepted: Sequence[int] | None = (0, 1),
) -> Cost:
    """Run a command to its end.

    Args:
        words: the command.
        variables: of the environment, beside those of this process.
        accepted: exit codes of a run that did its work; None for any.

    Raises:
        CommandError: the exit code is another one.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        list(words),
        env={**os.environ, **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with _Watch(process.pid) as watch:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = code = os.waitstatus_to_exitcode(status)
    if accepted is not None and code not in accepted:
        raise CommandError(f"exit code {code}: {' '.join(words)}")
    largest = usage.ru_maxrss * 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, max(largest, watch.peak))


def run_in_turn(
    commands: Sequence[tuple[Sequence[str], Mapping[str, str]]], runs: int
) -> list[list[Cost]]:
    """Run commands in turn, A B A B, so that each pair of runs met the same machine.

    Each runs once before, uncounted, so that files are in memory. Returns the costs by command.
    """
    for words, variables in commands:
        run(words, variables, None)
    rounds = [
        [run(words, variables, None) for words, variables in commands] for _ in range(max(runs, 1))
    ]
    return [list(costs) for costs in zip(*rounds, strict=True)]


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure, and the highest memory."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        max(cost.memory for cost in costs),
    )


class _Watch:
    """Looks at the memory of a process and of all below it, where `/proc` tells it."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(PERIOD):
            family = _list_family(self._pid)
            if len(family) > 1:  # of a single one the system tells the peak itself
                self.peak = max(self.peak, sum(map(_read_memory, family)))


def _list_family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            children = (PROCESSES / f"{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _read_memory(pid: int) -> int:
    """Bytes of a process, where pages that several share count by their share."""
    try:
        lines = (PROCESSES / f"{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = (line.split() for line in lines if line.startswith("Pss:"))
    return sum(int(words[1]) * 1024 for words in sizes)
