"""Names with varying parts."""

from __future__ import annotations

import pytest

from mlaudit.graph.matching import covers, same_by_pattern


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("out/**/{file}.png", "out/a.png"),
        ("out/**/{file}.png", "out/cat/a.png"),
        ("out/**/{file}.png", "out/{label}/*.png"),
        ("out/**/{file}.png", "out/*.png"),
        ("out/**", "out/cat/a.png"),
        ("out/{label}/a.png", "out/cat/a.png"),
        ("models/{name}_{time}.pkl", "models/forest_*"),
        ("models/{name}.pkl", "models/forest_*.pkl"),
        ("models/{hexdigest}.txt", "models/0a1b.txt"),
        ("models/{hexdigest}.txt", "models/{name}.txt"),
        ("models/{uuid4}.txt", "models/6f1c-22.txt"),
    ],
)
def test_same_file(first: str, second: str) -> None:
    assert same_by_pattern(first, second)
    assert same_by_pattern(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("out/**/{file}.png", "out/cat/a.npy"),
        ("models/{hexdigest}.txt", "models/list.txt"),
        ("out/**/{file}.png", "other/cat/*.png"),
        ("out/{file}.png", "out/{label}/*.png"),
        ("out/{file}.png", "out/cat/a.png"),
        ("models/{name}_final.pkl", "models/forest_*"),
        ("models/{name}_{time}.pkl", "models/forest_*.csv"),
        ("models/{name}_{time}.pkl", "other/forest_*"),
    ],
)
def test_other_file(first: str, second: str) -> None:
    assert not same_by_pattern(first, second)
    assert not same_by_pattern(second, first)


def test_what_is_sorted_is_not_made() -> None:
    assert not covers("raw/{label}/*.wav", "raw/**/*.wav")
    assert covers("raw/**/{file}.wav", "raw/{label}/*.wav")
    assert covers("raw/**/{file}.wav", "raw/**/*.wav")
    assert covers("raw/{label}.wav", "raw/dog.wav")
    assert not covers("raw/dog.wav", "raw/{label}.wav")
