"""Nodes as shapes of SVG with lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from mlaudit.report.escape import visible
from mlaudit.report.pictures.layout.places import Box
from mlaudit.report.pictures.looks import INK, Look, look_of, tell, title_of
from mlaudit.report.pictures.picture import Node
from mlaudit.report.pictures.svg.elements import add_element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TITLE, _TOLD = 13.0, 11.0
"""Sizes of the two kinds of lines, in pixels."""
_ADVANCE = 0.605
"""Width of a character of the usual fixed-width fonts, by the size of the font."""
_COLUMNS = 26
_SLANT = 14.0
_PADDING = (22.0, 8.0)
_LID = 6.0
"""What the upper end of a cylinder takes."""


def wrap_node(node: Node) -> list[tuple[str, float]]:
    """The lines of a node, each with the size of its font."""
    title = [(line, _TITLE) for line in _wrap(visible(title_of(node)), _COLUMNS)]
    return title + [(line, _TOLD) for line in _wrap(tell(node), _COLUMNS + 8)]


def measure_node(node: Node) -> tuple[float, float]:
    """The width and height that the lines of a node need."""
    lines = wrap_node(node)
    width = max(_columns(text) * size * _ADVANCE for text, size in lines)
    height = sum(size + 4 for _, size in lines)
    lid = _LID if look_of(node).shape == "cylinder" else 0
    return round(width + 2 * _PADDING[0], 1), round(height + 2 * _PADDING[1] + lid, 1)


def draw_node(parent: Element, node: Node, box: Box) -> None:
    """Add a node to the picture; its name and place show when the pointer is on it."""
    look = look_of(node)
    group = add_element(parent, "g", {"id": node.key, "class": f"{node.sort} {look.name}"})
    place = f" at {node.place}" if node.place else ""
    add_element(group, "title").text = visible(f"{node.id}{place}, {tell(node)}")
    draw_shape(group, look, box, deliverable=node.deliverable)
    lines = wrap_node(node)
    lid = _LID if look.shape == "cylinder" else 0
    top = box.y + lid / 2 - sum(size + 4 for _, size in lines) / 2
    for text, size in lines:
        named = size == _TITLE
        bold = named and (look.thick or node.deliverable)
        attributes = {"x": f"{box.x:.1f}", "y": f"{top + size:.1f}", "font-size": f"{size:g}"}
        attributes |= {"text-anchor": "middle", "fill": INK, "class": "name" if named else "told"}
        add_element(
            group, "text", attributes | ({"font-weight": "bold"} if bold else {})
        ).text = text
        top += size + 4


def draw_shape(parent: Element, look: Look, box: Box, *, deliverable: bool = False) -> None:
    """Add the outline of a node; of deliverables it is double."""
    wide = 3.0 if look.thick or deliverable else 1.2
    style = {"fill": look.fill, "stroke": look.line, "stroke-width": f"{wide:g}"}
    add_element(parent, "path", {"d": _outline(look.shape, box)} | style)
    if deliverable and look.shape != "cylinder":
        inner = Box(box.x, box.y, box.width - 9, box.height - 9)
        style |= {"class": "inner", "fill": "none", "stroke-width": "1"}
        add_element(parent, "path", {"d": _outline(look.shape, inner)} | style)


def _outline(shape: str, box: Box) -> str:
    left, right = box.x - box.width / 2, box.x + box.width / 2
    top, bottom = box.y - box.height / 2, box.y + box.height / 2
    cut = min(_SLANT, box.height / 3)
    corners = {
        "slant": [(left + cut, top), (right, top), (right - cut, bottom), (left, bottom)],
        "octagon": [
            *((left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut)),
            *((right - cut, bottom), (left + cut, bottom), (left, bottom - cut), (left, top + cut)),
        ],
        "flag": [
            *((left, top), (right - cut, top), (right, box.y)),
            *((right - cut, bottom), (left, bottom)),
        ],
        "sheet": [
            *((left, top), (right - cut, top), (right, top + cut)),
            *((right, bottom), (left, bottom)),
        ],
        "tab": [
            *((left, top), (left + 5 * cut, top), (left + 5 * cut, top + 4), (right, top + 4)),
            *((right, bottom), (left, bottom)),
        ],
        "box": [(left, top), (right, top), (right, bottom), (left, bottom)],
    }
    if shape in corners:
        return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in corners[shape]) + " Z"
    return _rounded(shape, left, right, top, bottom)


def _rounded(shape: str, left: float, right: float, top: float, bottom: float) -> str:
    """A pill, which is round at its sides, or a cylinder, which is round at its ends."""
    if shape == "pill":
        radius = (bottom - top) / 2
        arc = f"A{radius:.1f} {radius:.1f} 0 0 1"
        start, end = left + radius, right - radius
        return (
            f"M{start:.1f} {top:.1f} L{end:.1f} {top:.1f} {arc} {end:.1f} {bottom:.1f} "
            f"L{start:.1f} {bottom:.1f} {arc} {start:.1f} {top:.1f} Z"
        )
    arc = f"A{(right - left) / 2:.1f} 5 0 0"
    return (
        f"M{left:.1f} {top + 5:.1f} {arc} 1 {right:.1f} {top + 5:.1f} "
        f"L{right:.1f} {bottom - 5:.1f} {arc} 1 {left:.1f} {bottom - 5:.1f} Z "
        f"M{left:.1f} {top + 5:.1f} {arc} 0 {right:.1f} {top + 5:.1f}"
    )


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _wrap(text: str, columns: int) -> list[str]:
    """Lines of about so many columns, broken behind spaces and separators where there are some."""
    lines, line = [], ""
    for character in text:
        if _columns(line + character) > columns:
            at = max(line.rfind(mark, columns // 2) for mark in " /_-.:") + 1 or len(line)
            lines.append(line[:at].strip())
            line = line[at:].lstrip()
        line += character
    return [*lines, line.strip()]
