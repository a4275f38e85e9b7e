"""DOT, GraphML and Mermaid as their own libraries read them, hostile names included."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import networkx
import pydot
import pytest
from hypothesis import given, settings

from mlaudit.report.base import Presentation
from mlaudit.report.escape import visible
from mlaudit.report.pictures import dot, graphml, mermaid
from mlaudit.report.pictures.picture import draw
from tests.report.examples import make_workflow
from tests.report.hostile import HOSTILE, TEXTS
from tests.report.pictures.workflows import make_chain, make_hostile_workflow

_LABEL = r'"(?:[\w /,=+:.-]|#\d+;|<br/>)*"'
_MERMAID = re.compile(
    r"flowchart TB\n"
    rf"(?:  [sa]\d+(?:\[|\(\[|\[/|\{{\{{|\[\(|\(|>|\[\\){_LABEL}(?:\]|\]\)|/\]|\}}\}}|\)\]|\)|\\\])"
    r":::[a-z]+\n)*"
    r"(?:  [sa]\d+ (?:-->|-\.->)(?:\|[a-z]+\|)? [sa]\d+\n)*"
    r"(?:  linkStyle \d+(?:,\d+)* stroke-dasharray:\d+ \d+\n)*"
    r"(?:  classDef [a-z]+ [a-z0-9#:,-]+\n)*"
    r"(?:  class [sa]\d+(?:,[sa]\d+)* deliverable\n)?"
)
SHOWN = Presentation()
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


@pytest.mark.parametrize("text", HOSTILE)
def test_dot_is_read_by_pydot_and_keeps_hostile_names_in_labels(text: str) -> None:
    (graph,) = pydot.graph_from_dot_data(dot.render(make_hostile_workflow(text), SHOWN)) or []
    assert [n.get_name() for n in graph.get_nodes() if n.get_name() != "node"] == ["s1", "s2", "a1"]
    assert {(e.get_source(), e.get_destination()) for e in graph.get_edges()} == {
        ("s1", "a1"),
        ("s1", "s2"),
    }


def test_dot_draws_starts_dashed_and_orders_dotted() -> None:
    (graph,) = pydot.graph_from_dot_data(dot.render(make_hostile_workflow("x"), SHOWN)) or []
    styles = {edge.get("class").strip('"'): edge.get("style") for edge in graph.get_edges()}
    assert styles == {"writes": '"solid"', "invokes": '"dashed"', "order": '"dotted"'}


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_dot_quotes_every_text(text: str) -> None:
    for line in dot.render(make_hostile_workflow(text), SHOWN).splitlines()[3:-1]:
        assert re.fullmatch(r'  \w+(?: -> \w+)? \[(?:\w+="(?:[^"\\]|\\.)*"(?:, )?)+\];', line), line


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_graphml_is_read_back_by_networkx(text: str) -> None:
    written = graphml.render(make_hostile_workflow(text), SHOWN)
    graph = networkx.read_graphml(io.BytesIO(written.encode()), force_multigraph=True)
    # XML readers take a tab or a line end as they stand; `visible` leaves none of them.
    assert graph.nodes["s1"]["name"] == visible(text)
    assert graph.nodes["a1"]["deliverable"] is True
    assert sorted(data["edge"] for *_, data in graph.edges(data=True)) == [
        "invokes",
        "order",
        "writes",
    ]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_mermaid_keeps_to_its_grammar(text: str) -> None:
    assert _MERMAID.fullmatch(mermaid.render(make_hostile_workflow(text), SHOWN))


def test_mermaid_is_small_enough_to_be_drawn() -> None:
    text = mermaid.render(make_chain(400), SHOWN)
    assert _MERMAID.fullmatch(text)
    assert text.count("-->") < 500
    assert len(text) < 50_000


@pytest.mark.parametrize("module", [dot, graphml, mermaid])
def test_the_order_of_the_model_does_not_matter(module: object) -> None:
    workflow = make_workflow()
    turned = replace(
        workflow,
        steps=workflow.steps[::-1],
        artifacts=workflow.artifacts[::-1],
        orders=workflow.orders[::-1],
    )
    render = getattr(module, "render")  # noqa: B009  (each module has its own type)
    assert render(turned, SHOWN) == render(workflow, SHOWN)
    assert draw(turned) == draw(workflow)
