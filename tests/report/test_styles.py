"""Colours of the terminal can be read on light and on dark backgrounds."""

from __future__ import annotations

import pytest
from rich.style import Style

from mlaudit.report.terminal.styles import BASIC, RICH
from tests.report.trend.test_badge import luminance

BACKGROUNDS = ("#ffffff", "#fdf6e3", "#000000", "#1e1e1e")
"""White, solarized light, black, and the dark one of editors."""
PALETTES = {
    "xterm": {1: "#cd0000", 5: "#cd00cd"},
    "VS Code": {1: "#cd3131", 5: "#bc05bc"},
    "Windows Terminal": {1: "#c50f1f", 5: "#881798"},
}
"""What the basic colours in use look like, as the terminals' documentation gives them."""


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("name", RICH)
def test_a_colour_stands_out(name: str, background: str) -> None:
    color = Style.parse(RICH[name]).color
    assert color is not None
    assert contrast(color.get_truecolor().hex, background) >= 3


def test_the_basic_colours_in_use_are_those_that_no_palette_hides() -> None:
    used = [Style.parse(style).color for style in BASIC.values()]
    numbers = {color.number for color in used if color is not None and color.number is not None}
    assert numbers == {1, 5}
    for palette in PALETTES.values():
        for number in numbers:
            assert contrast(palette[number], "#ffffff") >= 4
            assert contrast(palette[number], "#000000") >= 2
