from __future__ import annotations

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation
from mlaudit.report.pictures.layout.layers import MAX_ROW, find_layers
from mlaudit.report.pictures.layout.places import place_grid, place_layers
from mlaudit.report.pictures.picture import draw
from mlaudit.report.pictures.svg.page import render
from mlaudit.report.pictures.svg.shapes import measure_node
from tests.report.hostile import HOSTILE, TEXTS
from tests.report.pictures.workflows import chain_shapes, make_chain, make_hostile_workflow

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "g", "path", "rect", "text", "title", "defs", "marker"}


def read(workflow: Workflow) -> ElementTree.Element:
    return ElementTree.fromstring(render(workflow, Presentation()).encode())


def list_outlines(root: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """The left, top, right and bottom of each node, from the corners of its outline."""
    found = []
    for group in root.iter(f"{SVG}g"):
        if group.get("id") is None:
            continue
        outline = group.find(f"{SVG}path")
        assert outline is not None
        path = re.sub(r"A\S+ \S+ \S+ \S+ \S+", "L", outline.get("d", ""))
        points = [tuple(map(float, p)) for p in re.findall(r"[ML]\s*(-?[\d.]+) (-?[\d.]+)", path)]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


@given(chain_shapes(25))
@settings(max_examples=25, deadline=None)
def test_no_two_nodes_overlap_and_all_are_on_the_page(
    shape: tuple[int, tuple[tuple[int, int], ...]],
) -> None:
    workflow = make_chain(*shape)
    root = read(workflow)
    outlines = list_outlines(root)
    assert len(outlines) == len(draw(workflow).nodes)
    for one, other in combinations(outlines, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    assert all(x >= -1 and y >= 0 and r <= width and b <= height for x, y, r, b in outlines)


def test_three_hundred_nodes_become_few_and_stay_apart() -> None:
    outlines = list_outlines(read(make_chain(150)))
    assert 4 <= len(outlines) <= 60


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_text_and_nothing_else(text: str) -> None:
    root = read(make_hostile_workflow(text))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED
    for element in root.iter():
        assert not {name for name in element.attrib if name.startswith(("on", "href", "style"))}
        assert "evil" not in " ".join(element.attrib.values())


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_any_text_gives_well_formed_xml(text: str) -> None:
    assert read(make_hostile_workflow(text)).tag == f"{SVG}svg"


def test_arrows_lead_down_through_every_layer_and_rows_are_not_too_wide() -> None:
    names = [f"n{number}" for number in range(30)]
    arrows = [("n0", name) for name in names[1:]] + [("n29", "n0"), ("n5", "n20")]
    layers = find_layers(names, arrows)
    depth = {name: place for place, row in enumerate(layers.rows) for name in row}
    for route in layers.routes.values():
        assert [depth[name] for name in route] == list(range(depth[route[0]], depth[route[-1]] + 1))
    assert max(sum(name in names for name in row) for row in layers.rows) <= MAX_ROW


def test_long_arrows_from_one_node_or_to_one_share_their_way() -> None:
    chain = [f"n{number}" for number in range(20)]
    arrows = [*pairwise(chain), *(("n0", name) for name in chain[2:])]
    arrows += [(name, "n19") for name in chain[:-2]]
    assert max(len(row) for row in find_layers(chain, arrows).rows) <= 3


def test_an_arrow_between_neighbours_is_as_straight_as_can_be() -> None:
    layers = find_layers(["a", "b", "c"], [("a", "b"), ("b", "c")])
    boxes = place_layers(layers, dict.fromkeys("abc", (80.0, 20.0)))
    assert len({box.x for box in boxes.values()}) == 1
    assert [boxes[name].y for name in "abc"] == sorted(box.y for box in boxes.values())


def test_a_grid_begins_new_rows() -> None:
    boxes = place_grid(["a", "b", "c"], dict.fromkeys("abc", (80.0, 20.0)), 200)
    assert (boxes["a"].y, boxes["b"].y) == (10, 10)
    assert (boxes["c"].x, boxes["c"].y > 30) == (40, True)


def test_the_page_says_in_words_what_is_done_by_hand() -> None:
    root = read(make_hostile_workflow("x.py"))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert (
        "By hand: 0 steps written down nowhere, 2 documented, 0 files to bring. "
        in (f"{texts[0]} "[: len(texts[0] or "")].partition("Scripted")[0])
    )


def test_wide_characters_get_more_room() -> None:
    narrow, wide = (draw(make_hostile_workflow(text)).nodes[0] for text in ("a" * 20, "図" * 20))
    assert measure_node(wide)[0] > measure_node(narrow)[0]


def test_the_same_workflow_gives_the_same_bytes() -> None:
    assert render(make_chain(40), Presentation()) == render(make_chain(40), Presentation())
