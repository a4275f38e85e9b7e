"""The garbage collector comes back, also where what it waited for fails."""

from __future__ import annotations

import gc

import pytest

from mlaudit.collector import collect_rarely, without_collection


def fail() -> None:
    with without_collection():
        assert not gc.isenabled()
        raise ValueError("x")


def test_it_is_suspended_and_comes_back() -> None:
    with pytest.raises(ValueError, match="x"):
        fail()
    assert gc.isenabled()


def test_one_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_process_of_its_own_looks_less_often_but_still_does() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)  # that of Python; another test may have run the program
        collect_rarely()
        assert gc.get_threshold()[0] > 700
        assert gc.isenabled()
    finally:
        gc.set_threshold(*before)
