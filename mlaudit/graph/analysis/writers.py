"""Writes whose target is not known, and what they might write."""

from __future__ import annotations

import posixpath

from mlaudit.catalog import find_call
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import covers, is_known_inside, is_opaque
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.matching import same_by_pattern
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.workflow import Artifact, Step

_ANYTHING = frozenset({"", "other", "config", "archive"})


@immutable
class OpenWrite:
    """A write of a unit whose target could not be told.

    Attributes:
        step, via, place: of the write.
        kind: of what is written, as far as the call tells it.
        name: the last part of the path, which may be known although its folder is not; "{x}"
            where it is not.
    """

    step: str
    via: str
    place: Place
    kind: str
    name: str = "{x}"


@asked_once
def open_writes(workflow: Workflow) -> tuple[OpenWrite, ...]:
    """Every write of the project's own units that could have any name, each place once."""
    found: dict[Place, OpenWrite] = {}
    for unit in pipeline_units(workflow):
        if is_discharged(workflow, unit):
            continue
        for gap in workflow.own_unresolved(unit):
            if gap.mode == "write":
                kind = _kind_of_call(gap.via)
                found.setdefault(gap.place, OpenWrite(unit.id, gap.via, gap.place, kind))
        for access in workflow.own_accesses(unit):
            if access.mode == "write" and is_opaque(access.artifact):
                name = posixpath.basename(access.artifact)
                write = OpenWrite(unit.id, access.via, access.place, access.kind, name)
                found.setdefault(access.place, write)
    return tuple(found[place] for place in sorted(found, key=lambda place: place.sort_key))


def is_discharged(workflow: Workflow, unit: Step) -> bool:
    """Do the unit's declared inputs and outputs cover all that its code is seen to touch?

    Then its declaration answers for the accesses that cannot be followed as well.
    """
    accesses = workflow.own_accesses(unit)
    for mode in ("read", "write"):
        declared = [a.artifact for a in accesses if (a.mode, a.evidence) == (mode, "declared")]
        open_ones = any(gap.mode == mode for gap in workflow.own_unresolved(unit))
        seen = {a.artifact for a in accesses if (a.mode, a.evidence) == (mode, "inferred")}
        named = [id_ for id_ in seen if is_known_inside(id_)]
        if (open_ones or len(seen) > len(named)) and not declared:
            return False
        if not all(any(covers(path, id_) for path in declared) for id_ in named):
            return False
    return any(access.evidence == "declared" for access in accesses)


def possible_writers(workflow: Workflow, artifact: Artifact) -> tuple[OpenWrite, ...]:
    """The open writes that may make the artifact: those that do not write something else."""
    return tuple(
        write
        for write in open_writes(workflow)
        if _may_hold(write.kind, artifact.kind) and _may_be_called(write.name, artifact.id)
    )


def _may_hold(written: str, wanted: str) -> bool:
    unknown = written in _ANYTHING or wanted in _ANYTHING
    return unknown or _group(written) == _group(wanted)


def _may_be_called(name: str, artifact: str) -> bool:
    wanted = posixpath.basename(artifact)
    return name == wanted or same_by_pattern(f"x/{name}", f"x/{wanted}")


def caveat(writers: tuple[OpenWrite, ...]) -> str:
    """What a message adds where an open write may be the missing one; "" without any."""
    if not writers:
        return ""
    places = sorted({write.place.path for write in writers})
    shown = places[0] if len(places) == 1 else f"{places[0]} and {len(places) - 1} more"
    count = len(writers)
    what = "1 write does" if count == 1 else f"{count} writes do"
    return f" (as far as paths resolve: {what} not, in {shown})"


def _kind_of_call(via: str) -> str:
    model = find_call(via)
    return "" if model is None else model.kind


def _group(kind: str) -> str:
    if kind in ("model", "checkpoint", "index"):
        return "model"
    if kind in ("dataset", "labels", "table"):
        return "dataset"
    return kind
