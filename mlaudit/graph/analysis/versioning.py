"""Which artifacts have their versions kept, and by what."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.graph.analysis.keeping import KEPT, is_perhaps_kept
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import covers
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Access, Artifact, Effect, Step

MODELS = frozenset({"model", "checkpoint", "index"})
"""Kinds of artifact that are served or trained further."""
TABULAR = frozenset({"dataset", "labels", "table"})
"""Kinds of artifact that may be data in rows and columns."""
DATA = TABULAR | {"archive"}
"""Kinds of artifact that hold the data of a workflow."""

_STORES = frozenset({"log", "register", "upload", "track", "publish"})


@asked_once
def _stored_names(workflow: Workflow) -> tuple[str, ...]:
    """What code and commands hand to a registry, a tracking server or a store."""
    names: set[str] = set()
    for unit in workflow.steps:
        storing = [effect for effect in unit.effects if effect.kind in _STORES]
        names.update(effect.artifact for effect in storing if effect.artifact)
        # Where a call is handed several names in turn, its effect has none: its reads tell them.
        calls = {(effect.via, effect.place) for effect in storing}
        names.update(read.artifact for read in unit.reads if (read.via, read.place) in calls)
    return tuple(sorted(names))


def is_kept(workflow: Workflow, artifact: Artifact) -> bool:
    """Does version control, a registry or a store keep its versions?

    What lies in a tree of which git tells nothing may be kept: nobody can say that it is not.
    """
    if artifact.tracking in KEPT or artifact.pinned or is_perhaps_kept(artifact):
        return True
    return any(covers(name, artifact.id) for name in _stored_names(workflow))


def logs_models(workflow: Workflow, unit: Step) -> bool:
    """Does the unit hand a model object to a registry, a hub or a tracked run?"""
    return any(_hands_over_model(effect) for effect in workflow.own_effects(unit))


def _hands_over_model(effect: Effect) -> bool:
    name = effect.via.rpartition(".")[2].lower()
    if name == "push_to_hub":
        return not effect.via.startswith("datasets.")
    return effect.kind in ("register", "log") and "model" in name


def _is_label(workflow: Workflow, unit: Step, access: Access) -> bool:
    """Does the name of a Make target say what to run, and not what is written?

    So do names that look like no file, and those beside which the recipe writes a model.
    """
    if access.via != "target":
        return False
    if "." not in access.artifact.rpartition("/")[2]:
        return True
    written = [write for write in unit.writes if write.evidence != "declared"]
    models = any(write.kind in MODELS for write in written)
    return models and not any(covers(write.artifact, access.artifact) for write in written)


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
            if access.mode != "write" or _is_label(workflow, unit, access):
                continue
            if artifact is not None and artifact.kind in wanted:
                known = first.get(access.artifact)
                if known is None or known.evidence == "declared":
                    first[access.artifact] = access
        if first:
            found.append((unit, tuple(first[id_] for id_ in sorted(first))))
    return tuple(found)
