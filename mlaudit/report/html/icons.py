"""The small shapes by which the page tells levels of automation apart, in text and in pictures."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mlaudit.model.assessment import Action
from mlaudit.model.vocabulary import Automation
from mlaudit.report.html.markup import Element, tag
from mlaudit.report.pictures.layout.places import Box
from mlaudit.report.pictures.looks import AUTOMATED, DOCUMENTED, HIDDEN, LOOKS, SCRIPTED, Look
from mlaudit.report.pictures.svg.elements import make_element
from mlaudit.report.pictures.svg.shapes import draw_shape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Drawn

_PRESENTATION = frozenset(
    {
        *("fill", "font-size", "font-weight", "id", "marker-end", "stroke", "stroke-dasharray"),
        *("stroke-width", "text-anchor"),
    }
)
"""What the style sheet of the page says instead, so that it can be dark."""
_SIZE = (26.0, 16.0)
_LOOKS = {
    Automation.HIDDEN: HIDDEN,
    Automation.DOCUMENTED: DOCUMENTED,
    Automation.SCRIPTED: SCRIPTED,
    Automation.AUTOMATED: AUTOMATED,
}
STATES = {
    "hidden": "written down nowhere",
    "documented": "documented",
    "scripted": "one command",
    "automated": "runs by itself",
}
"""What the page calls the state of an action."""


def state_of(action: Action) -> str:
    """How an action comes about: the name of a look."""
    if not action.manual and not action.gate:
        return AUTOMATED.name
    return _LOOKS[action.automation].name


@cache
def draw_icon(name: str) -> Element:
    """The shape of a look; decoration, as words stand beside it."""
    look = next(look for look in LOOKS if look.name == name)
    return tag(
        "svg",
        draw_mark(look, Box(14, 9, *_SIZE)),
        class_="icon",
        viewBox="0 0 28 18",
        aria_hidden="true",
    )


def draw_mark(look: Look, box: Box) -> Element:
    """The outline of a look, in the colours of the page."""
    group = make_element("g", {"class": look.name})
    draw_shape(group, look, box)
    return adopt(group)


def adopt(drawn: Drawn, *, whole: bool = False) -> Element:
    """A drawing as a part of the page; its text is escaped as any other.

    Args:
        drawn: the drawing.
        whole: keep its ids, and its own colours and sizes.
    """
    left_out = frozenset() if whole else _PRESENTATION
    return Element(
        drawn.tag,
        tuple((key, value) for key, value in drawn.items() if key not in left_out),
        (drawn.text, *(adopt(child, whole=whole) for child in drawn)),
    )
