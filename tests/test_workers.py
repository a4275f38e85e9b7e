from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from mlaudit import workers
from mlaudit.workers import LostError, count_jobs, work_apart

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a safe fork")


def _square(number: int) -> int:
    return number * number


def test_each_piece_is_done_once_whatever_the_number_of_processes() -> None:
    for jobs in (1, 2, 5):
        found = dict(work_apart(_square, range(20), jobs))
        assert found == {number: number * number for number in range(20)}


def test_work_is_done_in_other_processes() -> None:
    found = {answer for _, answer in work_apart(lambda _: os.getpid(), range(4), 2)}
    assert os.getpid() not in found


def test_a_worker_that_dies_costs_the_piece_it_was_at() -> None:
    def die_at_three(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    found = dict(work_apart(die_at_three, range(8), 2))
    assert isinstance(found.pop(3), LostError)
    assert found == {number: number for number in range(8) if number != 3}


def test_a_worker_that_hangs_costs_the_piece_it_was_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 0.5)

    def hang_at_three(number: int) -> int:
        if number == 3:
            time.sleep(600)
        return number

    found = dict(work_apart(hang_at_three, range(6), 1))
    assert str(found.pop(3)) == "took too long"
    assert found == {number: number for number in range(6) if number != 3}


def test_no_worker_outlives_the_work() -> None:
    started: set[int] = set()
    for _, pid in work_apart(lambda _: os.getpid(), range(10), 2):
        assert isinstance(pid, int)
        started.add(pid)
        if len(started) == 2:
            break
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_the_number_of_processes_is_that_of_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(workers.VARIABLE, "3")
    assert count_jobs() == 3
    monkeypatch.setenv(workers.VARIABLE, "many")
    assert count_jobs() == min(len(os.sched_getaffinity(0)), workers.MOST)
