"""The drawing: nodes in layers, arrows between them, and what nothing is tied to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from mlaudit.report.pictures.layout.layers import find_layers
from mlaudit.report.pictures.layout.places import Box, Size, place_grid, place_layers
from mlaudit.report.pictures.looks import INK
from mlaudit.report.pictures.picture import Node, Picture
from mlaudit.report.pictures.svg.arrows import draw_arrow
from mlaudit.report.pictures.svg.elements import add_element
from mlaudit.report.pictures.svg.shapes import draw_node, measure_node

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    Enter: TypeAlias = Callable[[Element, Node], Element]

_GAP = 44.0


def _stay(parent: Element, node: Node) -> Element:
    return parent


def draw_body(
    parent: Element, picture: Picture, top: float, width: float, enter: Enter = _stay
) -> Size:
    """Add the drawing below a height, and return how far it goes to the right and down.

    Args:
        parent: what it is added to.
        picture: what to draw.
        top: where it begins.
        width: the least that it takes.
        enter: makes the element that a node is added to, such as a link around it.
    """
    sizes = {node.key: measure_node(node) for node in picture.nodes}
    tied = {end for edge in picture.edges for end in (edge.source, edge.target)}
    names = [node.key for node in picture.nodes]
    layers = find_layers(
        [name for name in names if name in tied],
        [(edge.source, edge.target) for edge in picture.edges],
    )
    boxes = _move(place_layers(layers, sizes), top)
    right, bottom = _find_end(boxes, top)
    for edge in picture.edges:
        draw_arrow(parent, edge, layers, boxes)
    alone = [name for name in names if name not in tied]
    if alone:
        bottom += _GAP if tied else 0
        write_line(parent, "Tied to nothing else:", bottom + 12, 12)
        boxes |= _move(place_grid(alone, sizes, max(right, width)), bottom + 24)
        right, bottom = _find_end(boxes, bottom)
    for node in picture.nodes:
        draw_node(enter(parent, node), node, boxes[node.key])
    return max(right, width), bottom


def write_line(parent: Element, text: str, y: float, size: int) -> None:
    """Add a line of bold text at the left side."""
    attributes = {"x": "0", "y": f"{y:g}", "font-size": str(size), "font-weight": "bold"}
    add_element(parent, "text", attributes | {"class": "heading", "fill": INK}).text = text


def _move(boxes: Mapping[str, Box], down: float) -> dict[str, Box]:
    return {name: Box(b.x, b.y + down, b.width, b.height) for name, b in boxes.items()}


def _find_end(boxes: Mapping[str, Box], top: float) -> Size:
    right = max((box.x + box.width / 2 for box in boxes.values()), default=0.0)
    return right, max((box.y + box.height / 2 for box in boxes.values()), default=top)
