"""Code that its folder says is no longer in use."""

from __future__ import annotations

from mlaudit.graph.analysis.runs import HandRuns

_FOLDERS = frozenset(
    {"archive", "archived", "attic", "deprecated", "legacy", "obsolete", "old", "unused"}
)


def is_put_aside(path: str) -> bool:
    """Does it lie in a folder for what is kept but not used, such as `old/` or `legacy/`?"""
    return not _FOLDERS.isdisjoint(folder.lower() for folder in path.split("/")[:-1])


def are_put_aside(runs: HandRuns) -> bool:
    """Is all that a deliverable needs of a person put aside?"""
    return all(is_put_aside(unit.path) for unit in runs.units)
