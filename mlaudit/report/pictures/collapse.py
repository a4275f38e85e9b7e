"""Large pictures, made readable: what lies in one folder and looks alike becomes one node."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import replace
from typing import TypeAlias

from mlaudit.report.pictures.picture import Node, Picture

MAX_NODES = 60
"""More cannot be taken in at once."""

_Group: TypeAlias = tuple[str, str, bool, bool, bool, str]


def collapse(picture: Picture, limit: int = MAX_NODES) -> Picture:
    """The picture itself up to a limit of nodes, else with groups as small as the limit lets.

    Only nodes of one sort, state and importance are put together, so that work by hand and
    deliverables still show.
    """
    if len(picture.nodes) <= limit:
        return picture
    deepest = max(len(_folders(node)) for node in picture.nodes)
    for depth in range(deepest, -1, -1):
        groups = _group(picture, depth)
        if len(groups) <= limit or depth == 0:
            return _merge(picture, groups)
    return picture


def _folders(node: Node) -> list[str]:
    """The folders around a step's file, or around a path."""
    path = node.place.partition(":")[0] if node.sort == "step" else node.id
    return posixpath.dirname(path).split("/")


def _group(picture: Picture, depth: int) -> dict[_Group, list[Node]]:
    groups: dict[_Group, list[Node]] = defaultdict(list)
    for node in picture.nodes:
        folder = "/".join(_folders(node)[:depth])
        marks = (node.deliverable, node.by_hand, node.aside)
        groups[node.sort, node.state, *marks, folder].append(node)
    return groups


def _merge(picture: Picture, groups: dict[_Group, list[Node]]) -> Picture:
    keys: dict[str, str] = {}
    nodes = []
    for (*_, folder), members in groups.items():
        first = members[0]
        keys.update((member.key, first.key) for member in members)
        if len(members) > 1:
            kinds = sorted({member.kind for member in members})
            kind = kinds[0] if len(kinds) == 1 else f"{len(kinds)} kinds"
            inside = tuple(member.id for member in members)
            first = replace(first, id=folder, label=folder, kind=kind, place="", inside=inside)
        nodes.append(first)
    edges = dict.fromkeys(
        replace(edge, source=keys[edge.source], target=keys[edge.target], detail="")
        for edge in picture.edges
        if keys[edge.source] != keys[edge.target]
    )
    return Picture(tuple(nodes), tuple(edges))
