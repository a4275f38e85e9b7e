"""Colours by what they mean, readable on light and on dark backgrounds.

Nothing tells which background a terminal has. With 256 colours or more there are some of middle
brightness, which stand out from both white and black. Of the sixteen basic ones, whose look each
terminal settles for itself, yellow, green and cyan vanish on white in most, blue on black: red and
magenta are what is left, and words tell the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.theme import Theme

BASIC = {"alarm": "bold red", "caution": "magenta", "good": "none", "place": "none"}
"""For the sixteen colours that every terminal has."""
RICH = {
    "alarm": "bold color(160)",
    "caution": "color(130)",
    "good": "color(28)",
    "place": "color(31)",
}
"""For 256 colours: red, brown, green and blue of the cube that all terminals share."""


def make_theme(colors: str | None) -> Theme:
    """The styles for what `Presentation.colors` says."""
    from rich.theme import Theme

    return Theme(BASIC if colors == "standard" else RICH)
