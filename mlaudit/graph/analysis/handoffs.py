"""Where data goes out to a person and comes back with labels."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.labels import asked_for, given_back
from mlaudit.graph.analysis.paths import is_known_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Step

_TABLES = frozenset({"dataset", "labels", "table", "other"})


@immutable
class Handoff:
    """What one unit writes for a person, and what another reads that only a person can have made.

    Attributes:
        asking, writing: the unit that writes, and its write.
        reading: (unit, read) of what comes back.
        selects: the asking unit chooses samples by a library for active learning.
    """

    asking: Step
    writing: Access
    reading: tuple[Step, Access]
    selects: bool


def handoffs(workflow: Workflow) -> tuple[Handoff, ...]:
    """The pairs, one for each artifact that is written and that no step reads."""
    outgoing = _ends(workflow, "write", workflow.consumers)
    incoming = _ends(workflow, "read", workflow.producers)
    found: dict[str, Handoff] = {}
    for asking, writing in outgoing:
        selects = any(effect.kind == "select" for effect in workflow.own_effects(asking))
        stem = asked_for(writing.artifact, chosen=selects)
        for unit, reading in incoming if stem is not None else ():
            if _belongs(writing.artifact, stem or "", reading.artifact):
                handoff = Handoff(asking, writing, (unit, reading), selects)
                found.setdefault(writing.artifact, handoff)
    return tuple(found[artifact] for artifact in sorted(found))


def _ends(
    workflow: Workflow, mode: str, others: dict[str, tuple[str, ...]]
) -> list[tuple[Step, Access]]:
    """The accesses whose other end no step holds."""
    return [
        (unit, access)
        for unit in pipeline_units(workflow)
        if unit.kind != StepKind.README_COMMAND
        for access in workflow.own_accesses(unit)
        if access.mode == mode
        and is_known_inside(access.artifact)
        and not others.get(access.artifact)
        and workflow.artifact_by_id[access.artifact].kind in _TABLES
    ]


def _belongs(written: str, stem: str, read: str) -> bool:
    """Is the one read what becomes of the one written: the same name, in a folder beside it?"""
    returned = given_back(read)
    if returned is None or posixpath.splitext(written)[1] != posixpath.splitext(read)[1]:
        return False
    beside = posixpath.dirname(written) == posixpath.dirname(read)
    return returned == stem if returned and stem else beside
