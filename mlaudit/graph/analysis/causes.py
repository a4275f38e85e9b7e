"""Inputs that are missing for one and the same cause."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Sequence

from mlaudit.graph.analysis.inputs import RootInput
from mlaudit.graph.matching import fixed_start


def group_by_cause(roots: Sequence[RootInput]) -> list[list[RootInput]]:
    """Roots that share a call or a folder of data together, by their first reads."""
    groups: list[tuple[set[Hashable], list[RootInput]]] = []
    for root in sorted(roots, key=lambda root: root.first.access.place.sort_key):
        keys, members = _causes(root), [root]
        for group in [group for group in groups if group[0] & keys]:
            groups.remove(group)
            keys |= group[0]
            members = [*group[1], *members]
        groups.append((keys, members))
    return [members for _, members in groups]


def _causes(root: RootInput) -> set[Hashable]:
    """The call that first reads it, and where it is data the folder that varies in no part."""
    artifact = root.artifact
    folder = {posixpath.dirname(fixed_start(artifact.id))} if artifact.kind == "dataset" else set()
    return {root.first.access.place, *folder}
