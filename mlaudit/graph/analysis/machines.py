"""Inputs at paths that exist on one person's machine."""

from __future__ import annotations

import posixpath
from collections import defaultdict

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_beside, is_machine_local, is_share
from mlaudit.model.graph import Workflow

_ANCHOR_LENGTH = 3


@asked_once
def container_folders(workflow: Workflow) -> tuple[str, ...]:
    """The folders that exist in the images which the project declares."""
    return tuple(sorted({path for step in workflow.steps for path in step.container_paths}))


@asked_once
def machine_local_inputs(workflow: Workflow) -> tuple[tuple[RootInput, ...], ...]:
    """The inputs outside the tree, each file's from one place on the machine together.

    Those of one group are in the order of their reads.
    """
    groups: dict[tuple[str, str], list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if root.artifact.kind in ("code", "log") or is_share(id_):
            continue
        if is_machine_local(id_, container_folders(workflow)) or is_beside(id_):
            groups[root.first.access.place.path, _anchor(id_)].append(root)
    return tuple(
        tuple(sorted(groups[group], key=lambda root: root.first.access.place.sort_key))
        for group in sorted(groups)
    )


def _anchor(path: str) -> str:
    """The beginning of a path that tells the machine: `/home/ada`, `D:/data`, `..`."""
    return "/".join(posixpath.dirname(path).split("/")[:_ANCHOR_LENGTH])
