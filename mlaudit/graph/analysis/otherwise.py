"""Units that nobody has to start, because what they hand on comes about otherwise."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.keeping import KEPT, is_perhaps_kept
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.mentions import is_described
from mlaudit.graph.matching import is_pattern, same_by_pattern
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Artifact, Step


def is_made_otherwise(workflow: Workflow, unit: Step) -> bool:
    """Do units that something starts, or that a document names, write all that it hands on?"""
    handed = _handed_on(workflow, unit)
    return bool(handed) and all(_has_known_maker(workflow, unit, item.id) for item in handed)


def is_stored(workflow: Workflow, unit: Step) -> bool:
    """Does the repository keep all that others read of it, and does it make nothing else?"""
    handed = _handed_on(workflow, unit)
    return bool(handed) and all(_is_kept(item) and not item.deliverable for item in handed)


def _is_kept(artifact: Artifact) -> bool:
    return artifact.tracking in KEPT or (artifact.exists and is_perhaps_kept(artifact))


def _handed_on(workflow: Workflow, unit: Step) -> tuple[Artifact, ...]:
    """What other units read of it, and the deliverables among what it writes."""
    read = {flow.written for flow in workflow.flows if flow.before == unit.id}
    written = dict.fromkeys(a.artifact for a in workflow.own_accesses(unit) if a.mode == "write")
    artifacts = (workflow.artifact_by_id.get(id_) for id_ in written)
    return tuple(a for a in artifacts if a is not None and (a.id in read or a.deliverable))


def _has_known_maker(workflow: Workflow, unit: Step, artifact: str) -> bool:
    name = posixpath.basename(artifact)
    candidates = _written_by_known(workflow).get(name, {}) if not is_pattern(name) else None
    if candidates is None:
        found = _written_by_known(workflow).values()
        candidates = {id_: makers for by_id in found for id_, makers in by_id.items()}
    return any(
        makers - {unit.id} and _may_be(artifact, other) for other, makers in candidates.items()
    )


def _may_be(artifact: str, other: str) -> bool:
    """Are both one file? A person may name the folder of the first so that it is."""
    folder, name = posixpath.split(artifact)
    chosen = folder.startswith("{") and "/" not in folder and not is_pattern(name)
    same_name = chosen and name == posixpath.basename(other)
    return artifact == other or same_by_pattern(artifact, other) or same_name


@asked_once
def _written_by_known(workflow: Workflow) -> dict[str, dict[str, frozenset[str]]]:
    """By file name and artifact the units that make it and that something starts or names."""
    found: dict[str, dict[str, set[str]]] = {}
    for unit in workflow.units:
        if unit.automation != Automation.HIDDEN or is_described(workflow, unit.path):
            for artifact in _made(workflow, unit):
                by_id = found.setdefault(posixpath.basename(artifact), {})
                by_id.setdefault(artifact, set()).add(unit.id)
    return {
        name: {id_: frozenset(makers) for id_, makers in by_id.items()}
        for name, by_id in found.items()
    }


def _made(workflow: Workflow, unit: Step) -> set[str]:
    """What a unit writes without needing that it is there; accesses come as they happen."""
    needed: set[str] = set()
    made: set[str] = set()
    for access in workflow.own_accesses(unit):
        if access.mode == "write" and access.artifact not in needed:
            made.add(access.artifact)
        elif access.mode == "read" and not access.guarded and access.artifact not in made:
            needed.add(access.artifact)
    return made
