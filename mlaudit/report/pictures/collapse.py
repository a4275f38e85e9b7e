"""Large pictures, made readable: what lies in one folder and looks alike becomes one node."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import replace
from typing import TypeAlias

from mlaudit.report.pictures.picture import Node, Picture

MAX_NODES = 60
"""More cannot be taken in at once."""

_IMPORTANT, _USUAL, _ASIDE = 3.0, 1.0, 0.5
_ROOT = 4.0
"""How much dearer it is to put together what lies in different folders of the root."""

_DIRECTLY = "/"
"""Stands for the files of a folder without those of folders in it; no folder is called so."""

_Sort: TypeAlias = tuple[str, str, bool, bool, bool]
_Folder: TypeAlias = tuple[str, ...]


def collapse(picture: Picture, limit: int = MAX_NODES) -> Picture:
    """The picture itself up to a limit of nodes, else with the smallest folders put together.

    Only nodes of one sort, state and importance are put together, so that work by hand and
    deliverables still show; these are kept apart longest, and tests and examples shortest.
    """
    if len(picture.nodes) <= limit:
        return picture
    inside: dict[tuple[_Sort, _Folder], list[Node]] = defaultdict(list)
    for node in picture.nodes:
        for folder in _list_around(node):
            inside[_sort_of(node), folder].append(node)
    group_of: dict[str, tuple[Node, ...]] = {node.key: (node,) for node in picture.nodes}
    left = len(picture.nodes)
    for sort, folder in sorted(inside, key=lambda place: _rank(*place, size=len(inside[place]))):
        if left <= limit:
            break
        members = tuple(inside[sort, folder])
        left -= len({group_of[member.key][0].key for member in members}) - 1
        group_of.update((member.key, members) for member in members)
    return _merge(picture, group_of)


def _list_folders(node: Node) -> _Folder:
    """The folders around a path, from the root; for a step its file is the last of them."""
    if node.sort == "step":
        return tuple(node.place.partition(":")[0].split("/"))
    folder = posixpath.dirname(node.id)
    return tuple(folder.split("/")) if folder else ()


def _list_around(node: Node) -> list[_Folder]:
    """All folders around a node, and what lies in the innermost one directly."""
    folders = _list_folders(node)
    return [*(folders[:depth] for depth in range(len(folders) + 1)), (*folders, _DIRECTLY)]


def _sort_of(node: Node) -> _Sort:
    return (node.sort, node.state, node.deliverable, node.by_hand, node.aside)


def _rank(sort: _Sort, folder: _Folder, *, size: int) -> tuple[object, ...]:
    """What is lost by putting a folder together; folders come after those within them."""
    *_, deliverable, by_hand, aside = sort
    weight = _ASIDE if aside else _IMPORTANT if deliverable or by_hand else _USUAL
    return (size * weight * (1.0 if folder else _ROOT), -len(folder), folder, sort)


def _merge(picture: Picture, group_of: dict[str, tuple[Node, ...]]) -> Picture:
    keys = {key: members[0].key for key, members in group_of.items()}
    nodes = [_name(group_of[node.key]) for node in picture.nodes if keys[node.key] == node.key]
    edges = dict.fromkeys(
        replace(edge, source=keys[edge.source], target=keys[edge.target], detail="")
        for edge in picture.edges
        if keys[edge.source] != keys[edge.target]
    )
    return Picture(tuple(nodes), tuple(edges))


def _name(members: tuple[Node, ...]) -> Node:
    """One node for several: it is called by the folder or file around all of them."""
    first = members[0]
    if len(members) == 1:
        return first
    kinds = sorted({member.kind for member in members})
    around = [_list_folders(member) for member in members]
    folder = "/".join(_share(around))
    one_file = first.sort == "step" and len(set(around)) == 1
    return replace(
        first,
        id=folder,
        label=folder if one_file else f"{folder or '.'}/",
        kind=kinds[0] if len(kinds) == 1 else f"{len(kinds)} kinds",
        place="",
        inside=tuple(member.id for member in members),
    )


def _share(folders: list[_Folder]) -> _Folder:
    """The folders that all have in common."""
    first, last = min(folders), max(folders)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]
