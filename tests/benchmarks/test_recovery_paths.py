"""When a declared path confirms an inferred one."""

from __future__ import annotations

import pytest

from tests.benchmarks.recovery.paths import confirms, is_outside


@pytest.mark.parametrize(
    ("declared", "inferred"),
    [
        ("data/train.csv", "data/train.csv"),
        ("./data/train/", "data/train"),
        ("data/prepared", "data/prepared/train.csv"),
        ("data/train.csv", "data"),
        ("data/oslo.csv", "data/{city}.csv"),
        ("data/oslo.csv", "data/*.csv"),
        ("reports/plots", "reports/plots/{name}.png"),
    ],
)
def test_the_same_thing(declared: str, inferred: str) -> None:
    assert confirms(declared, inferred)


@pytest.mark.parametrize(
    ("declared", "inferred"),
    [
        ("data/train.csv", "data/test.csv"),
        ("data/2024/raw/train.csv", "data"),
        ("data/train.csv", "{folder}/{file}"),
        ("data/train.csv", "."),
        ("data-old", "data-older/train.csv"),
    ],
)
def test_another_thing(declared: str, inferred: str) -> None:
    assert not confirms(declared, inferred)


@pytest.mark.parametrize(
    "path", ["s3://bucket/data.csv", "/home/ann/data.csv", "../other/data.csv"]
)
def test_outside(path: str) -> None:
    assert is_outside(path)


def test_inside_although_it_goes_up_in_between() -> None:
    assert not is_outside("src/../data/train.csv")
