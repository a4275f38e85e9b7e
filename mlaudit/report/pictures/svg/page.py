"""The page: heading, legend and drawing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.pictures.collapse import collapse
from mlaudit.report.pictures.looks import look_of
from mlaudit.report.pictures.picture import Picture, draw
from mlaudit.report.pictures.svg.arrows import draw_heads
from mlaudit.report.pictures.svg.body import draw_body, write_line
from mlaudit.report.pictures.svg.elements import add_element, make_element, to_text
from mlaudit.report.pictures.svg.legend import MIN_WIDTH, draw_legend
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
    write_line(body, told, 16, 16)
    top = draw_legend(body, 34) + _GAP
    width, height = draw_body(body, picture, top, MIN_WIDTH)
    return width + 2 * _MARGIN, height + 2 * _MARGIN


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
