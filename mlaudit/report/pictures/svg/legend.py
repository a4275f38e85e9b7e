"""What the shapes, colours and lines of the picture mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlaudit.report.pictures.layout.places import Box
from mlaudit.report.pictures.looks import INK, LOOKS
from mlaudit.report.pictures.svg.arrows import WORDS, draw_line
from mlaudit.report.pictures.svg.elements import add_element
from mlaudit.report.pictures.svg.shapes import draw_shape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COLUMN = 280.0
_COLUMNS = 4
_ROW = 24.0
MIN_WIDTH = _COLUMN * _COLUMNS
"""Of the picture."""


def draw_legend(parent: Element, top: float) -> float:
    """Add the legend, and return where it ends."""
    group = add_element(parent, "g", {"class": "legend"})
    for number, look in enumerate(LOOKS):
        x, y = _place(number, top)
        draw_shape(group, look, Box(x + 22, y, 44, 16))
        _write(group, x + 52, y, look.meaning)
    for number, (sort, word) in enumerate(WORDS.items(), len(LOOKS)):
        x, y = _place(number, top)
        draw_line(group, sort, f"M{x:g} {y:g} L{x + 44:g} {y:g}")
        _write(group, x + 52, y, word)
    x, y = _place(len(LOOKS) + len(WORDS), top)
    _write(group, x, y, "★ what the workflow exists for")
    return y + _ROW / 2


def _place(number: int, top: float) -> tuple[float, float]:
    row, column = divmod(number, _COLUMNS)
    return column * _COLUMN, top + row * _ROW + _ROW / 2


def _write(parent: Element, x: float, y: float, text: str) -> None:
    attributes = {"x": f"{x:g}", "y": f"{y + 4:g}", "font-size": "11", "fill": INK}
    add_element(parent, "text", attributes).text = text
