"""A part of the picture with an axis of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlaudit.report.pictures.svg.elements import add_element
from mlaudit.report.terminal.words import points

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

INK = "var(--trend-ink, currentColor)"
_GRID = "var(--trend-grid, #8c959f)"
_FEW = 30
"""Up to so many scans have a dot each."""
_APART = 14.0
"""Between names at the ends of lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its name at the end, in pieces where it is interrupted.

    Attributes:
        name: what it shows.
        colour: of the line.
        dashes: as `stroke-dasharray` takes them, "" for none.
        pieces: of (x in the picture, value).
    """

    name: str
    colour: str
    dashes: str
    pieces: Sequence[Sequence[tuple[float, float]]]


class Panel:
    """Draws into a part of the picture.

    Args:
        root: the picture.
        title: stands above the panel.
        rows: its upper and lower edge.
        columns: its left and right edge.
        most: the value at the upper edge; at the lower one it is 0.
    """

    def __init__(
        self,
        root: Element,
        title: str,
        rows: tuple[float, float],
        columns: tuple[float, float],
        most: float,
    ) -> None:
        self._group = add_element(root, "g", {"class": "trend-panel"})
        self._rows, self._columns, self._most = rows, columns, most
        write_text(self._group, title, columns[0], rows[0] - 10, "start", bold=True)

    def draw_grid(self, values: Iterable[float]) -> None:
        """A horizontal line at each value, with its number."""
        left, right = self._columns
        for value in values:
            y = self._height(value)
            path = {"d": f"M{left:g} {y:.1f} H{right:g}", "stroke": _GRID, "stroke-width": "0.5"}
            add_element(self._group, "path", path)
            write_text(self._group, f"{value:g}", left - 6, y + 4, "end")

    def draw_bands(self, runs: Iterable[Sequence[tuple[float, float, float]]], colour: str) -> None:
        """The area between (x, lower, upper) values."""
        for run in runs:
            upper = [(x, high) for x, _, high in run]
            lower = [(x, low) for x, low, _ in reversed(run)]
            shape = {"class": "trend-band", "d": f"M{self._path([*upper, *lower])} Z"}
            add_element(self._group, "path", shape | {"fill": colour, "fill-opacity": "0.15"})

    def draw_lines(self, lines: Sequence[Line]) -> None:
        """The lines, and their names with the last value beside their ends."""
        ends: list[tuple[float, Line]] = []
        for line in lines:
            for piece in line.pieces:
                self._draw_piece(line, piece)
            if line.pieces:
                ends.insert(0, (self._height(line.pieces[-1][-1][1]), line))
        free = self._rows[1] + 2 * _APART
        for y, line in sorted(ends, key=lambda end: -end[0]):
            free = min(y + 4, free - _APART)
            text = f"{points(line.pieces[-1][-1][1])} {line.name}"
            write_text(self._group, text, self._columns[1] + 10, free, "start", line.colour)

    def _draw_piece(self, line: Line, piece: Sequence[tuple[float, float]]) -> None:
        style = {"stroke": line.colour, "stroke-width": "2", "fill": "none"}
        style |= {"stroke-dasharray": line.dashes} if line.dashes else {}
        if len(piece) > 1:
            shape = {"class": "trend-line", "d": f"M{self._path(piece)}"}
            add_element(self._group, "path", shape | {"stroke-linejoin": "round"} | style)
        for x, value in piece if len(piece) <= _FEW else piece[-1:]:
            dot = {"cx": f"{x:.1f}", "cy": f"{self._height(value):.1f}", "r": "3"}
            add_element(self._group, "circle", dot | {"fill": line.colour})

    def _path(self, corners: Iterable[tuple[float, float]]) -> str:
        return " L".join(f"{x:.1f} {self._height(value):.1f}" for x, value in corners)

    def _height(self, value: float) -> float:
        upper, lower = self._rows
        return lower - (lower - upper) * value / self._most


def write_text(
    parent: Element,
    text: str,
    x: float,
    y: float,
    anchor: str,
    colour: str = INK,
    *,
    bold: bool = False,
) -> None:
    """Add a line of text."""
    attributes = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "fill": colour}
    attributes |= {"font-weight": "bold"} if bold else {}
    add_element(parent, "text", attributes).text = text
