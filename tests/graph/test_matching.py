"""Names with varying parts."""

from __future__ import annotations

import pytest

from mlaudit.graph.matching import same_by_pattern


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("out/**/{file}.png", "out/a.png"),
        ("out/**/{file}.png", "out/cat/a.png"),
        ("out/**/{file}.png", "out/{label}/*.png"),
        ("out/**/{file}.png", "out/*.png"),
        ("out/**", "out/cat/a.png"),
        ("out/{label}/a.png", "out/cat/a.png"),
    ],
)
def test_same_file(first: str, second: str) -> None:
    assert same_by_pattern(first, second)
    assert same_by_pattern(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("out/**/{file}.png", "out/cat/a.npy"),
        ("out/**/{file}.png", "other/cat/*.png"),
        ("out/{file}.png", "out/{label}/*.png"),
        ("out/{file}.png", "out/cat/a.png"),
    ],
)
def test_other_file(first: str, second: str) -> None:
    assert not same_by_pattern(first, second)
    assert not same_by_pattern(second, first)
