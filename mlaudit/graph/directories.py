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
    return sum(
        _rate(world, access.artifact, access.mode)
        for access in performance.accesses
        if not _is_anchored(access.artifact)
    )


def may_fit_better(
    world: TreeWorld, performance: Performance, directory: str, another: str
) -> bool:
    """May the paths fit the tree better when the code is started from another folder?

    Each path is looked at from there as if the code named it relative to its folder, and the
    better of both counts: what does not gain by that need not be followed a second time.

    Args:
        world: the tree.
        performance: what the code does when it is started in `directory`.
        directory: where it was started.
        another: where it may be started.
    """
    if performance.strangers:  # a program that is not found here may be found there
        return True
    found = (a for a in performance.accesses if not _is_anchored(a.artifact))
    return any(
        _rate(world, _move(access.artifact, directory, another), access.mode)
        > _rate(world, access.artifact, access.mode)
        for access in found
    )


def _move(path: str, directory: str, another: str) -> str:
    """The path as seen from another folder; what is above the root is taken as in the root.

    Code that walks up from its working directory ends at the root of the tree.
    """
    moved = posixpath.normpath(posixpath.join(another, posixpath.relpath(path, directory)))
    while moved.startswith("../"):
        moved = moved.removeprefix("../")
    return moved


def _rate(world: TreeWorld, path: str, mode: str) -> int:
    fixed = path.split("{")[0].split("*")[0] if HOLE.search(path) or "*" in path else path
    if path.startswith("../"):
        return -2
    if world.exists(fixed.rstrip("/")):
        return 3 if mode == "read" else 1
    return 1 if world.exists(posixpath.dirname(fixed) or ".") else 0


def depends_on_directory(performance: Performance) -> bool:
    """May the file do something else when it is started from another folder?"""
    relative = any(not _is_anchored(access.artifact) for access in performance.accesses)
    return relative or bool(performance.invocations)


def _is_anchored(path: str) -> bool:
    return ":" in path or path.startswith(("/", "~", "{"))
