"""Which texts are dates, and what spells one out."""

from __future__ import annotations

import pytest

from mlaudit.graph.python.periods import date_of, is_period
from mlaudit.model import expression as e


@pytest.mark.parametrize(
    "text",
    ["2024-05-31", "2024-05", "20240531", "202405", "2024_05", "31.05.2024", "2024/05/31",
     "2024-05-31T10:00:00Z", "2024Q1", "Q1 2024", "2024-W13"],
)  # fmt: skip
def test_periods(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text", ["2024", "1.2.3", "v2024.05", "2024-13", "2024-05-31-final", "12", "", "127.0.0.1"]
)
def test_other_text(text: str) -> None:
    assert not is_period(text)


def call(name: str, *values: object) -> e.Call:
    arguments = tuple(e.Argument(e.Constant(value)) for value in values)  # type: ignore[arg-type]
    return e.Call(e.Name(name), arguments, 1)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (e.Constant("2024-05-31"), "2024-05-31"),
        (e.Constant(20240531), "20240531"),
        (e.Constant(202405), None),
        (e.Constant(None), None),
        (call("date", 2024, 5, 31), "2024-05-31"),
        (call("Timestamp", "2024-05-31"), "2024-05-31"),
        (call("date", 2024), None),
        (call("today"), None),
        (e.Name("RUN_DATE"), None),
    ],
)
def test_expressions(expression: e.Expression, expected: str | None) -> None:
    assert date_of(expression) == expected
