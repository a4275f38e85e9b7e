"""Unresolved accesses, each once, however many steps run the code."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class UnresolvedAccess:
    """A place whose artifact could not be told.

    Attributes:
        reason, place, mode, via: of the access.
        steps: ids of the steps that do it, sorted.
    """

    reason: str
    place: Place
    mode: str
    via: str
    steps: tuple[str, ...]


def list_unresolved(workflow: Workflow) -> list[UnresolvedAccess]:
    """The unresolved accesses of a workflow, by reason, then by place."""
    steps: dict[tuple[str, Place, str, str], set[str]] = defaultdict(set)
    for step in workflow.steps:
        for access in step.unresolved:
            key = (access.reason.value, access.place, access.mode, access.call)
            steps[key].add(step.id)
    found = [UnresolvedAccess(*key, steps=tuple(sorted(ids))) for key, ids in steps.items()]
    return sorted(found, key=lambda a: (a.reason, a.place.sort_key, a.mode, a.via))
