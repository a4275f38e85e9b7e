from __future__ import annotations

import re
import sys

import pytest

from mlaudit.ceilings import TooLongError, time_ceiling

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a clock that interrupts")


def test_code_that_takes_too_long_is_interrupted_although_it_catches_everything() -> None:
    def catch_everything() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(TooLongError), time_ceiling(0.2):
        catch_everything()


def test_a_regular_expression_is_interrupted() -> None:
    with pytest.raises(TooLongError), time_ceiling(0.2):
        re.match(r"(a+)+$", "a" * 40 + "b")


def test_what_comes_later_is_not() -> None:
    with time_ceiling(0.1):
        pass
    assert sum(range(3_000_000)) > 0
