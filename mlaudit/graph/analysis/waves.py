"""Some nodes of a graph in waves: each after all of them that lead to it, else by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter

from mlaudit.model.graph import reach


def line_up_waves(wanted: Collection[str], successors: Mapping[str, AbstractSet[str]]) -> list[str]:
    """The wanted nodes in waves: one comes once no node that is left leads to it.

    Nodes that lead to each other keep everything back; then the first by name comes.
    """
    within = {*wanted, *reach(wanted, dict(successors))}
    edges = {node: successors.get(node, frozenset()) - {node} for node in within}
    try:
        waves = _number(wanted, edges)
    except CycleError:
        return _line_up_tangled(wanted, edges)
    return sorted(wanted, key=lambda node: (waves[node], node))


def _number(wanted: Collection[str], edges: Mapping[str, AbstractSet[str]]) -> dict[str, int]:
    """The wave of each node: the most wanted nodes on a way to it."""
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(edges, ()))
    for node, afters in edges.items():
        for after in afters:
            sorter.add(after, node)
    waves = dict.fromkeys(edges, 0)
    for node in sorter.static_order():
        following = waves[node] + (node in wanted)
        for after in edges[node]:
            waves[after] = max(waves[after], following)
    return waves


def _line_up_tangled(wanted: Collection[str], edges: Mapping[str, AbstractSet[str]]) -> list[str]:
    leading: dict[str, set[str]] = {node: set() for node in wanted}
    for node in wanted:
        for after in reach((node,), dict(edges)).intersection(wanted) - {node}:
            leading[after].add(node)
    ordered: list[str] = []
    left = set(wanted)
    while left:
        ready = sorted(node for node in left if leading[node].isdisjoint(left))
        taken = ready or [min(left)]
        ordered += taken
        left.difference_update(taken)
    return ordered
