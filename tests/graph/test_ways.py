"""Ways through a graph are those that walking it finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.graph.ways import Ways
from mlaudit.model.graph import reach

NODES = st.sampled_from("abcdef")
GRAPHS = st.dictionaries(NODES, st.sets(NODES, max_size=3), max_size=6)


def test_ways_lead_over_several_edges_and_never_back() -> None:
    ways = Ways({"a": {"b"}, "b": {"c"}, "d": set()})
    assert ways.lead("a", "c")
    assert not ways.lead("c", "a")
    assert not ways.lead("a", "a")
    assert not ways.lead("d", "a")
    assert not ways.lead("a", "d")


def test_a_cycle_leads_back_to_its_beginning() -> None:
    assert Ways({"a": {"b"}, "b": {"a"}}).lead("a", "a")


@settings(deadline=None)
@given(GRAPHS, NODES, NODES)
def test_ways_agree_with_walking(graph: dict[str, set[str]], first: str, second: str) -> None:
    assert Ways(graph).lead(first, second) == (second in reach((first,), graph))
