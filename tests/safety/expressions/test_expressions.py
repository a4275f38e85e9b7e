"""No text makes a regular expression of the program take longer than its length squared."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable

import pytest

from mlaudit.collector import without_collection
from tests.safety.expressions.attacks import make_attacks
from tests.safety.expressions.collecting import Expression, collect

SIZE = 700
LIMIT = 0.25
"""Seconds of processor time: what grows with the square of the length takes a tenth of that."""

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")


class _TooLongError(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLongError


def _is_slow(call: Callable[[str], object], text: str) -> bool:
    former = signal.signal(signal.SIGVTALRM, _stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        call(text)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _TooLongError:
        return True
    finally:
        signal.signal(signal.SIGVTALRM, former)
    return False


def _find_slow(pattern: re.Pattern[str], *, anchored: bool) -> str | None:
    """A text on which the expression is slow."""
    calls: list[Callable[[str], object]] = [pattern.match, pattern.fullmatch]
    if not anchored:
        calls = [lambda text: list(pattern.finditer(text))]
    with without_collection():  # which takes longer than the limit in a large process
        for text in make_attacks(pattern, SIZE):
            if any(_is_slow(call, text) for call in calls):
                return text
    return None


def test_no_expression_is_slow() -> None:
    """One test, for to find them all takes as long as to try them."""
    expressions = collect()
    places = {found.place for found in expressions}
    assert "mlaudit/parsers/compose.py:_SHORT_VOLUME" in places
    assert any(place.startswith("rules/") for place in places)
    assert len(expressions) > 900

    def describe(found: Expression) -> str | None:
        text = _find_slow(found.pattern, anchored=found.anchored)
        return None if text is None else f"{found.place}: {text[:60]!r} … {text[-9:]!r}"

    assert [told for found in expressions if (told := describe(found))] == []


@pytest.mark.parametrize(
    "text",
    [r"(?:\$\{[^}]*\}|[^:])+:", r"(a+)+b", r"(?:a|a)*b", r"\s*(.*?)\s*x\s*$", r"(?:[&!]\S+\s*)*\Z"],
)
def test_a_slow_expression_is_found(text: str) -> None:
    start = time.process_time()
    assert _find_slow(re.compile(text), anchored=False) is not None
    assert time.process_time() - start < 30


def test_the_square_of_the_length_is_borne() -> None:
    assert _find_slow(re.compile(r"\w+="), anchored=False) is None
