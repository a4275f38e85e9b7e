"""Nodes come in waves: each once nothing that is left leads to it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.graph.analysis.waves import line_up_waves
from mlaudit.model.graph import reach

NODES = st.sampled_from("abcdef")
GRAPHS = st.dictionaries(NODES, st.sets(NODES, max_size=3), max_size=6)


def test_each_wave_comes_by_name() -> None:
    graph = {"z": {"m"}, "m": {"a"}, "b": {"a"}}
    assert line_up_waves(["a", "b", "m", "z"], graph) == ["b", "z", "m", "a"]


def test_nodes_that_are_not_wanted_pass_on_what_leads_to_them() -> None:
    assert line_up_waves(["a", "z"], {"z": {"m"}, "m": {"a"}}) == ["z", "a"]


def test_a_cycle_is_cut_at_its_first_name() -> None:
    assert line_up_waves(["a", "b", "c"], {"b": {"c"}, "c": {"b", "a"}}) == ["a", "b", "c"]


@settings(deadline=None)
@given(st.sets(NODES), GRAPHS)
def test_waves_agree_with_taking_what_is_ready(
    wanted: set[str], graph: dict[str, set[str]]
) -> None:
    reached = {node: reach((node,), graph) for node in wanted}
    ordered: list[str] = []
    left = sorted(wanted)
    while left:
        ready = [n for n in left if not any(n in reached[o] for o in left if o != n)] or left[:1]
        ordered += ready
        left = [node for node in left if node not in ready]
    assert line_up_waves(wanted, graph) == ordered
