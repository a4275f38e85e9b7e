from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.graph import fitting
from mlaudit.graph.datasets import _fit
from mlaudit.graph.fitting import fits
from mlaudit.graph.matching import same_by_pattern

PIECES = ("a", "b", "/", "*", "**", "**/", "{x}", "{uuid4}", "0", ".")


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("out/{a}_{b}_{c}.csv", "out/x_y_z.csv", True),
        ("out/{a}_{b}_{c}.csv", "out/x_y.csv", False),
        ("out/{a}_{b}_{c}.csv", "out/x_y/z_.csv", False),
        ("{a}/{b}/{c}/*.csv", "x/y/z/.csv", True),
        ("**/a/**/b/*.csv", "a/b/x.csv", True),
        ("**/a/**/b/*.csv", "a/c/d/b/x.csv", True),
        ("**/a/**/b/*.csv", "xa/b/x.csv", False),
        ("{uuid4}/{uuid4}/{uuid4}", "0a-/ff/0", True),
        ("{uuid4}/{uuid4}/{uuid4}", "0a-//0", False),
    ],
)
def test_a_name_with_many_parts_that_vary(pattern: str, name: str, expected: bool) -> None:
    assert fits(pattern, name) is expected


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.text(alphabet="ab/0.", max_size=9),
)
def test_it_is_what_an_expression_says(pattern: str, name: str) -> None:
    expression: re.Pattern[str] = fitting._expression(pattern)
    assert fits(pattern, name) is (expression.fullmatch(name) is not None)


@pytest.mark.parametrize("part", ["{x}a", "*a", "**a", "**/a", "{uuid4}a", "*/"])
def test_no_pattern_takes_long(part: str) -> None:
    start = time.process_time()
    for name in ("a" * 4_000, "a/" * 2_000, "a" * 1_000_000):
        assert not fits(part * 40 + "x", name)
    assert not same_by_pattern("d/" + "{x}_" * 1_000 + ".csv", "d/" + "{y}-" * 1_000 + ".csv")
    assert _fit("{a}x{b}x{c}x{d}x{e}x{f}y", "x" * 200) is None
    assert time.process_time() - start < 10
