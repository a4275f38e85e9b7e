"""From which folder a file is started when nothing tells."""

from __future__ import annotations

import posixpath

from mlaudit.graph.performance import Performance
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.world import TreeWorld
from mlaudit.model.vocabulary import StepKind


def candidate_directories(world: TreeWorld, path: str, kind: StepKind) -> list[str]:
    """Likely working directories, the most usual first.

    Jupyter starts a kernel in the notebook's folder; scripts are usually started from the root of
    their project.
    """
    folder = posixpath.dirname(path) or "."
    root = world.project.subproject_of(path)
    ordered = [folder, root, "."] if kind == StepKind.NOTEBOOK else [root, folder, "."]
    return list(dict.fromkeys(ordered))


def rate_directory(world: TreeWorld, performance: Performance) -> int:
    """How well the paths that code uses fit the tree when it is started from a folder."""
    rating = 0
    for access in performance.accesses:
        path = access.artifact
        if _is_anchored(path):
            continue
        fixed = path.split("{")[0].split("*")[0] if HOLE.search(path) or "*" in path else path
        if path.startswith("../"):
            rating -= 2
        elif world.exists(fixed.rstrip("/")):
            rating += 3 if access.mode == "read" else 1
        elif world.exists(posixpath.dirname(fixed) or "."):
            rating += 1
    return rating


def depends_on_directory(performance: Performance) -> bool:
    """May the file do something else when it is started from another folder?"""
    relative = any(not _is_anchored(access.artifact) for access in performance.accesses)
    return relative or bool(performance.invocations)


def _is_anchored(path: str) -> bool:
    return ":" in path or path.startswith(("/", "~", "{"))
