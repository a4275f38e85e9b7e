"""Texts made from `string.Template`."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written


@pytest.mark.parametrize(
    ("template", "call", "path"),
    [
        ("out/$city.csv", "substitute(city='oslo')", "out/oslo.csv"),
        (
            "out/${city}_$year.csv",
            "substitute({'city': 'oslo', 'year': 2024})",
            "out/oslo_2024.csv",
        ),
        ("out/$city.csv", "safe_substitute({'city': 'oslo'}, city='bergen')", "out/bergen.csv"),
        ("out/$city-$year.csv", "safe_substitute(city='oslo')", "out/oslo-{year}.csv"),
        ("out/$$5.csv", "substitute()", "out/$5.csv"),
    ],
)
def test_substitutes_what_it_is_given(template: str, call: str, path: str) -> None:
    source = f"from string import Template\nopen(Template({template!r}).{call}, 'w')\n"
    assert written(source) == [path]


def test_keeps_what_was_unknown_before() -> None:
    source = """
        from string import Template
        for city in read_cities():
            open(Template(f"out/{city}/$part.csv").substitute(part="a"), "w")
    """
    assert written(source) == ["out/{city}/a.csv"]
