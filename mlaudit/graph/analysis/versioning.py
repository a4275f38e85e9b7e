"""Which artifacts have their versions kept, and by what."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import covers
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.model.workflow import Access, Artifact, Step

MODELS = frozenset({"model", "checkpoint", "index"})
"""Kinds of artifact that are served or trained further."""

_STORES = frozenset({"log", "register", "upload", "track", "publish"})


@asked_once
def _stored_names(workflow: Workflow) -> tuple[str, ...]:
    """What code and commands hand to a registry, a tracking server or a store."""
    return tuple(
        sorted(
            {
                effect.artifact
                for unit in workflow.steps
                for effect in unit.effects
                if effect.kind in _STORES and effect.artifact
            }
        )
    )


def is_perhaps_kept(artifact: Artifact) -> bool:
    """Does it lie in the tree, while nothing tells whether version control has it?"""
    there = artifact.exists or artifact.form == ArtifactForm.PATTERN
    return artifact.tracking == Tracking.UNKNOWN and there


def is_kept(workflow: Workflow, artifact: Artifact) -> bool:
    """Does version control, a registry or a store keep its versions?

    What lies in a tree of which git tells nothing may be kept: nobody can say that it is not.
    """
    if artifact.tracking in KEPT or artifact.pinned or is_perhaps_kept(artifact):
        return True
    return any(covers(name, artifact.id) for name in _stored_names(workflow))


def logs_models(workflow: Workflow, unit: Step) -> bool:
    """Does the unit hand a model object to a registry or a tracked run?"""
    return any(
        effect.kind in ("register", "log") and "model" in effect.via.rpartition(".")[2].lower()
        for effect in workflow.own_effects(unit)
    )


def _is_label(access: Access) -> bool:
    """The name of a Make target that looks like no file says what to run, not what is written."""
    return access.via == "target" and "." not in access.artifact.rpartition("/")[2]


def writes_of_kind(
    workflow: Workflow, kinds: Iterable[str]
) -> tuple[tuple[Step, tuple[Access, ...]], ...]:
    """The units that write artifacts of some kinds, with the first write of each artifact."""
    wanted = frozenset(kinds)
    found = []
    for unit in pipeline_units(workflow):
        first: dict[str, Access] = {}
        for access in workflow.own_accesses(unit):
            artifact = workflow.artifact_by_id.get(access.artifact)
            if access.mode != "write" or _is_label(access):
                continue
            if artifact is not None and artifact.kind in wanted:
                known = first.get(access.artifact)
                if known is None or known.evidence == "declared":
                    first[access.artifact] = access
        if first:
            found.append((unit, tuple(first[id_] for id_ in sorted(first))))
    return tuple(found)
