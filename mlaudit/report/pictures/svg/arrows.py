"""Arrows of SVG along the knots of a route: dashed for starts, dotted for orders."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mlaudit.report.pictures.layout.layers import Layers
from mlaudit.report.pictures.layout.places import Box, Point
from mlaudit.report.pictures.picture import Edge
from mlaudit.report.pictures.svg.elements import add_element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COLOURS = {"invokes": "#0a58ca", "order": "#9a6700"}
_DATA = "#6b737c"
_DASHES = {"invokes": "7 4", "order": "1.5 4"}
WORDS = {"reads": "data", "invokes": "starts", "order": "must come before"}
"""In the legend."""


def draw_heads(root: Element) -> None:
    """Define the heads of arrows, one of each colour."""
    definitions = add_element(root, "defs")
    for sort in WORDS:
        attributes = {"id": f"head-{sort}", "viewBox": "0 0 10 10", "refX": "9", "refY": "5"}
        size = {"markerWidth": "7", "markerHeight": "7", "orient": "auto-start-reverse"}
        head = add_element(definitions, "marker", attributes | size)
        add_element(head, "path", {"d": "M0 0 L10 5 L0 10 Z", "fill": _COLOURS.get(sort, _DATA)})


def draw_arrow(parent: Element, edge: Edge, layers: Layers, boxes: Mapping[str, Box]) -> None:
    """Add an arrow along its route, which was laid from the top."""
    ends = (edge.source, edge.target)
    down = ends in layers.routes
    route = layers.routes[ends if down else ends[::-1]]
    points = _follow([boxes[name] for name in route])
    curve = _curve(points if down else points[::-1])
    draw_line(parent, edge.sort, curve).set("data-ends", " ".join(ends))


def draw_line(parent: Element, sort: str, path: str) -> Element:
    """Add a line with the head and the dashes of a sort of edge."""
    kind = sort if sort in _COLOURS else "reads"
    attributes = {
        "d": path,
        "class": sort,
        "fill": "none",
        "stroke": _COLOURS.get(sort, _DATA),
        "stroke-width": "1.5",
        "marker-end": f"url(#head-{kind})",
    }
    if sort in _DASHES:
        attributes["stroke-dasharray"] = _DASHES[sort]
    return add_element(parent, "path", attributes)


def _follow(boxes: list[Box]) -> list[Point]:
    """From the lower side of the first box to the upper side of the last, straight by knots."""
    points = [(box.x, box.y + side * box.height / 2) for box in boxes for side in (-1, 1)]
    return points[1:-1]


def _curve(points: list[Point]) -> str:
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        middle = (y + to_y) / 2
        path += f" C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
    return path
