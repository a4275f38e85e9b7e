"""The page: heading, legend, nodes in layers, arrows, and what nothing is tied to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.pictures.collapse import collapse
from mlaudit.report.pictures.layout.layers import find_layers
from mlaudit.report.pictures.layout.places import Box, place_grid, place_layers
from mlaudit.report.pictures.looks import INK, look_of
from mlaudit.report.pictures.picture import Node, Picture, draw
from mlaudit.report.pictures.svg.arrows import draw_arrow, draw_heads
from mlaudit.report.pictures.svg.elements import add_element, make_element, to_text
from mlaudit.report.pictures.svg.legend import MIN_WIDTH, draw_legend
from mlaudit.report.pictures.svg.shapes import draw_node, measure_node
from mlaudit.report.terminal.words import count

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MARGIN = 24.0
_GAP = 44.0


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The XML text; the same workflow gives the same bytes."""
    picture = collapse(draw(workflow))
    root = make_element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
    told = _tell(picture)
    add_element(root, "title").text = told
    width, height = _fill(root, picture, told)
    root.attrib |= {"width": f"{width:.0f}", "height": f"{height:.0f}"}
    root.set("viewBox", f"0 0 {width:.0f} {height:.0f}")
    return to_text(root)


def _fill(root: Element, picture: Picture, told: str) -> tuple[float, float]:
    """Draw everything, and return the size that it takes."""
    draw_heads(root)
    add_element(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    body = add_element(
        root,
        "g",
        {"transform": f"translate({_MARGIN:g} {_MARGIN:g})", "font-family": "monospace"},
    )
    _write(body, told, 16, 16)
    top = draw_legend(body, 34) + _GAP
    width, height = _draw_layers(body, picture, top)
    return width + 2 * _MARGIN, height + 2 * _MARGIN


def _draw_layers(body: Element, picture: Picture, top: float) -> tuple[float, float]:
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
        draw_arrow(body, edge, layers, boxes)
    alone = [name for name in names if name not in tied]
    if alone:
        bottom += _GAP if tied else 0
        _write(body, "Tied to nothing else:", bottom + 12, 12)
        boxes |= _move(place_grid(alone, sizes, max(right, MIN_WIDTH)), bottom + 24)
        right, bottom = _find_end(boxes, bottom)
    by_key: Mapping[str, Node] = {node.key: node for node in picture.nodes}
    for name, node in by_key.items():
        draw_node(body, node, boxes[name])
    return max(right, MIN_WIDTH), bottom


def _move(boxes: Mapping[str, Box], down: float) -> dict[str, Box]:
    return {name: Box(b.x, b.y + down, b.width, b.height) for name, b in boxes.items()}


def _find_end(boxes: Mapping[str, Box], top: float) -> tuple[float, float]:
    right = max((box.x + box.width / 2 for box in boxes.values()), default=0.0)
    return right, max((box.y + box.height / 2 for box in boxes.values()), default=top)


def _write(parent: Element, text: str, y: float, size: int) -> None:
    attributes = {"x": "0", "y": f"{y:g}", "font-size": str(size), "font-weight": "bold"}
    add_element(parent, "text", attributes | {"fill": INK}).text = text


def _tell(picture: Picture) -> str:
    """What a person must do, in numbers."""
    found: Counter[str] = Counter()
    for node in picture.nodes:
        found[look_of(node).name] += node.members
    return (
        f"By hand: {count(found['hidden'], 'step')} written down nowhere, "
        f"{found['documented']} documented, {count(found['brought'], 'file')} to bring. "
        f"Scripted: {found['scripted']}. Automated: {found['automated']}."
    )


REPORTER = Reporter("graph", "svg", render)
