"""The workflow as pictures: the whole, and the way to each of the main deliverables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlaudit.graph.neighbourhood import select_deliverable
from mlaudit.report.html.filters import write_field
from mlaudit.report.html.icons import adopt, draw_icon
from mlaudit.report.html.markup import Element, tag
from mlaudit.report.html.nodes import write_nodes
from mlaudit.report.html.subject import Subject
from mlaudit.report.pictures.collapse import collapse
from mlaudit.report.pictures.looks import LOOKS, look_of
from mlaudit.report.pictures.picture import Node, Picture, draw
from mlaudit.report.pictures.svg.arrows import WORDS, draw_heads
from mlaudit.report.pictures.svg.body import draw_body
from mlaudit.report.pictures.svg.elements import add_element, make_element
from mlaudit.report.terminal.words import count

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Drawn

_MARGIN = 16.0
_DRAWN = 12
"""Deliverables with a picture of their own."""
_LIMITS = (40, 28)
"""Nodes of a picture: more cannot be read on a laptop, and fewer where they are much tangled."""
_TANGLED = 2.5
"""Arrows of a node, from which on a picture is."""


@dataclass(frozen=True, slots=True)
class View:
    """A picture with its name, and its number among the deliverables, 0 for the whole."""

    title: str
    number: int
    picture: Picture


def write_pictures(subject: Subject) -> Element:
    """The section of the workflow."""
    if not subject.picture.nodes:
        return tag("section", tag("h2", "Workflow"), tag("p", "No step was found."), id="workflow")
    views = _list_views(subject)
    return tag(
        "section",
        tag("h2", "Workflow"),
        tag("p", "From what comes in, at the top, to what it leads to.", class_="lead"),
        _write_legend(views[0].picture if len(views) == 1 else subject.picture),
        _write_controls(views),
        _define_heads(),
        tag(
            "div",
            tag("div", (_write_view(subject, v, v is views[0]) for v in views), class_="views"),
            tag("aside", id="about", aria_live="polite", aria_label="The chosen node", hidden=True),
            class_="stage",
        ),
        write_nodes(subject),
        id="workflow",
    )


def _list_views(subject: Subject) -> list[View]:
    """The first deliverable's way first; the whole of a small workflow stands for itself."""
    whole = View("Everything", 0, _simplify(subject.picture))
    workflow = subject.result.workflow
    known = {one.artifact: one for one in workflow.deliverables}
    views = []
    for number, one in enumerate(subject.deliverables[:_DRAWN], 1):
        if one.artifact in known:
            picture = draw(select_deliverable(workflow, known[one.artifact]))
            views.append(View(one.artifact, number, _simplify(picture)))
    return [*views, whole]


def _simplify(picture: Picture) -> Picture:
    """The picture with as many nodes as can be read."""
    for limit in _LIMITS:
        simple = collapse(picture, limit)
        if len(simple.edges) <= _TANGLED * len(simple.nodes):
            break
    return simple


def _write_legend(picture: Picture) -> Element:
    used = {look_of(node).name for node in picture.nodes}
    looks = [tag("li", draw_icon(look.name), look.meaning) for look in LOOKS if look.name in used]
    sorts = {edge.sort if edge.sort in WORDS else "reads" for edge in picture.edges}
    arrows = [
        tag("li", tag("span", class_=f"line {sort}", aria_hidden="true"), word)
        for sort, word in WORDS.items()
        if sort in sorts
    ]
    star = tag("li", tag("span", "★", aria_hidden="true"), "what the workflow exists for")
    return tag("ul", looks, arrows, star, class_="key", aria_label="What the shapes mean")


def _write_controls(views: list[View]) -> Element:
    options = [
        tag("option", _shorten(view.title), value=f"picture-{view.number}") for view in views
    ]
    buttons = [
        tag("button", word, type="button", data_zoom=key, aria_label=label)
        for key, word, label in (
            ("in", "+", "Zoom in"),
            ("out", "\u2212", "Zoom out"),
            ("fit", "Fit", "Show all of the picture"),
        )
    ]
    hand = tag("label", tag("input", type="checkbox", id="by-hand"), "Only work by hand")
    return tag(
        "div",
        write_field("Show", tag("select", options, id="view")),
        tag("span", buttons, class_="buttons"),
        hand,
        id="picture-controls",
        class_="controls",
        role="group",
        aria_label="Picture",
        hidden=True,
    )


def _define_heads() -> Element:
    root = make_element("svg", {"class": "heads", "aria-hidden": "true"})
    draw_heads(root)
    return adopt(root, whole=True)


def _write_view(subject: Subject, view: View, opened: bool) -> Element:
    hand = sum(node.members for node in view.picture.nodes if node.by_hand)
    told = f"{count(len(view.picture.nodes), 'node')}, {hand} by hand"
    return tag(
        "details",
        tag(
            "summary", tag("span", view.title, class_="name"), " ", tag("span", told, class_="sum")
        ),
        tag("div", _draw(subject, view), class_="frame"),
        id=f"picture-{view.number}",
        class_="view",
        open=opened,
    )


def _draw(subject: Subject, view: View) -> Element:
    root = make_element("svg", {"role": "group", "class": "picture"})
    root.set("aria-label", f"Workflow of {view.title}")

    def enter(parent: Drawn, node: Node) -> Drawn:
        ids = node.inside or (node.id,)
        anchors = [subject.find_anchor(node.sort, id_) for id_ in ids]
        hand = {"data-hand": "1"} if node.by_hand else {}
        return add_element(
            parent,
            "a",
            {"href": f"#{anchors[0]}", "data-nodes": " ".join(anchors), "class": "to"}
            | {"data-key": node.key}
            | hand,
        )

    body = add_element(root, "g", {"transform": f"translate({_MARGIN:g} {_MARGIN:g})"})
    width, height = draw_body(body, view.picture, 0, 480, enter)
    wide, high = width + 2 * _MARGIN, height + 2 * _MARGIN
    root.attrib |= {"width": f"{wide:.0f}", "height": f"{high:.0f}"}
    root.set("viewBox", f"0 0 {wide:.0f} {high:.0f}")
    return adopt(root)


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:25]}…{text[-34:]}"
