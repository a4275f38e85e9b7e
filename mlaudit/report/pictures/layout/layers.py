"""Nodes in layers, so that arrows lead down and cross each other seldom.

The steps of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981): turn arrows of cycles, find layers, give long arrows a knot in each layer that
they pass, and order each layer by the middle of the neighbours. Arrows from one node, or to one,
pass a layer through the same knot: a name that many steps use would else take the whole width.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from mlaudit.model.immutable import immutable

if TYPE_CHECKING:
    import networkx

    Graph: TypeAlias = networkx.DiGraph[str]

MAX_ROW = 5
"""Nodes side by side; wider pictures do not fit on a screen."""
_SWEEPS = 12


@immutable
class Layers:
    """Layers from the top, each from the left, with the knots of long arrows.

    Attributes:
        rows: names of nodes and knots.
        routes: for each arrow the nodes and knots that it goes through, from the top.
    """

    rows: tuple[tuple[str, ...], ...]
    routes: Mapping[tuple[str, str], tuple[str, ...]]

    def neighbours(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """What each node and knot is tied to in the layer above, and below."""
        above: dict[str, list[str]] = {name: [] for row in self.rows for name in row}
        below: dict[str, list[str]] = {name: [] for name in above}
        for upper, lower in dict.fromkeys(p for r in self.routes.values() for p in pairwise(r)):
            above[lower].append(upper)
            below[upper].append(lower)
        return above, below


def find_layers(names: Sequence[str], arrows: Iterable[tuple[str, str]]) -> Layers:
    """The layers of nodes that are tied to others.

    Args:
        names: of the nodes, in the order that decides where nothing else does.
        arrows: between two different nodes each.
    """
    graph = _turn_cycles(names, arrows)
    layer = _find_depths(graph, names)
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for name in names:
        rows[layer[name]].append(name)
    routes = {}
    for upper, lower in graph.edges:
        shares_start = graph.out_degree(upper) >= graph.in_degree(lower)
        bundle = f"from-{upper}" if shares_start else f"to-{lower}"
        knots = {depth: f"{bundle}-{depth}" for depth in range(layer[upper] + 1, layer[lower])}
        for depth, knot in knots.items():
            if knot not in rows[depth]:
                rows[depth].append(knot)
        routes[upper, lower] = (upper, *knots.values(), lower)
    return _untangle(Layers(tuple(map(tuple, rows)), routes))


def _turn_cycles(names: Sequence[str], arrows: Iterable[tuple[str, str]]) -> Graph:
    """The graph with each arrow in the direction in which its ends are lined up."""
    import networkx

    graph: Graph = networkx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from(arrows)
    ranks = {name: rank for rank, name in enumerate(names)}
    whole = networkx.condensation(graph)
    members: dict[int, list[str]] = {
        group: sorted(found, key=ranks.__getitem__) for group, found in whole.nodes(data="members")
    }
    groups = networkx.lexicographical_topological_sort(whole, lambda g: ranks[members[g][0]])
    lined_up = {n: rank for rank, n in enumerate(n for g in groups for n in members[g])}
    acyclic: Graph = networkx.DiGraph()
    acyclic.add_nodes_from(names)
    for one, other in graph.edges:
        ends = (one, other) if lined_up[one] < lined_up[other] else (other, one)
        acyclic.add_edge(*ends)
    return acyclic


def _find_depths(graph: Graph, names: Sequence[str]) -> dict[str, int]:
    """The layer of each node; what nothing leads to stands right above what it leads to."""
    import networkx

    generations = networkx.topological_generations(graph)
    layer = {name: depth for depth, found in enumerate(generations) for name in found}
    for name in names:
        if graph.in_degree(name) == 0 and graph.out_degree(name):
            layer[name] = min(layer[after] for after in graph.successors(name)) - 1
    return _split_wide(graph, names, layer)


def _split_wide(graph: Graph, names: Sequence[str], layer: Mapping[str, int]) -> dict[str, int]:
    """The same with several rows for a layer that is too wide; what leads alike stays together."""
    ranks = {name: rank for rank, name in enumerate(names)}

    def neighbours(name: str) -> list[int]:
        return sorted(ranks[o] for o in (*graph.successors(name), *graph.predecessors(name)))

    found: dict[str, int] = {}
    row = 0
    for depth in sorted(set(layer.values())):
        members = sorted((name for name in names if layer[name] == depth), key=neighbours)
        rows = math.ceil(len(members) / MAX_ROW)
        wide = math.ceil(len(members) / rows)
        found.update((name, row + place // wide) for place, name in enumerate(members))
        row += rows
    return found


def _untangle(layers: Layers) -> Layers:
    above, below = layers.neighbours()
    rows = [list(row) for row in layers.rows]
    best, fewest = layers.rows, _count_crossings(rows, below)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
        for depth in order:
            near = rows[depth - 1] if down else rows[depth + 1]
            _sort_by_middle(rows[depth], near, above if down else below)
        crossings = _count_crossings(rows, below)
        if crossings < fewest:
            best, fewest = tuple(map(tuple, rows)), crossings
    return Layers(best, layers.routes)


def _sort_by_middle(row: list[str], near: Sequence[str], ties: Mapping[str, list[str]]) -> None:
    places = {name: place for place, name in enumerate(near)}
    share = len(near) / max(len(row), 1)
    middles = {}
    for place, name in enumerate(row):
        found = [places[other] for other in ties[name]]
        middles[name] = sum(found) / len(found) if found else place * share
    row.sort(key=middles.__getitem__)


def _count_crossings(rows: Sequence[Sequence[str]], below: Mapping[str, list[str]]) -> int:
    crossings = 0
    for upper, lower in pairwise(rows):
        places = {name: place for place, name in enumerate(lower)}
        passed: list[int] = []
        for name in upper:
            ends = sorted(places[other] for other in below[name])
            crossings += sum(before > end for end in ends for before in passed)
            passed += ends
    return crossings
