"""Whether it can be told later which code and which data a model came from."""

from __future__ import annotations

from mlaudit.graph.analysis.assurance import is_tracked, models_trained, trainings
from mlaudit.graph.analysis.code_files import modules_used
from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_opaque
from mlaudit.graph.analysis.releases import RELEASING
from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.graph.analysis.versioning import DATA, is_kept
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import ArtifactForm, StepKind, Tracking
from mlaudit.model.workflow import Access, Deliverable

_RECORDING = frozenset(
    {
        "clearml", "dagster", "flytekit", "hopsworks", "hsml", "kfp", "metaflow", "modelstore",
        "openlineage", "zenml",
    }
)  # fmt: skip
"""Modules that record by themselves what a step took in and what it made."""
_COMMIT = frozenset({"GIT_COMMIT", "GIT_SHA", "GITHUB_SHA", "CI_COMMIT_SHA", "COMMIT_SHA"})


@immutable
class LostLineage:
    """A model that is handed on, and what nothing links it to.

    Attributes:
        deliverable: the model or service.
        code: nothing links it to the code and the parameters that made it.
        data: reads of inputs of which nothing keeps or records the version.
        leaves: a service takes it, or it is released.
    """

    deliverable: Deliverable
    code: bool
    data: tuple[Access, ...]
    leaves: bool


@asked_once
def lost_lineages(workflow: Workflow) -> tuple[LostLineage, ...]:
    """The trained models that are kept, served or released without a record of their origin."""
    if modules_used(workflow) & _RECORDING or _records_data(workflow):
        return ()
    found = []
    for deliverable in models_trained(workflow):
        artifact = workflow.artifact_by_id[deliverable.artifact]
        leaves = _leaves(workflow, deliverable)
        if not leaves and not is_kept(workflow, artifact):
            continue
        code = not _has_code(workflow, deliverable)
        data = () if _is_staged(workflow, deliverable) else _open_data(workflow, deliverable)
        if code or (data and leaves):
            found.append(LostLineage(deliverable, code, data, leaves))
    return tuple(found)


def _records_data(workflow: Workflow) -> bool:
    """Does anything tell a tracker which data a run took in?"""
    return any(
        effect.kind == "lineage" or "artifact" in effect.via.lower().rpartition(".")[2]
        for unit in pipeline_units(workflow)
        for effect in workflow.own_effects(unit)
        if effect.kind in ("lineage", "log")
    )


def _leaves(workflow: Workflow, deliverable: Deliverable) -> bool:
    served = services(workflow)
    made = {deliverable.artifact, *deliverable.grouped}
    if any(reader in served for id_ in made for reader in workflow.consumers.get(id_, ())):
        return True
    return deliverable.kind == "service" or any(
        effect.kind in RELEASING and (effect.artifact in made or effect.kind == "register")
        for id_ in deliverable.steps
        for effect in workflow.own_effects(workflow.step_by_id[id_])
    )


def _has_code(workflow: Workflow, deliverable: Deliverable) -> bool:
    """Does a tracker, a stage of DVC, a commit or a name hold the code to the model?"""
    steps = [workflow.step_by_id[id_] for id_ in deliverable.steps]
    staged = _is_staged(workflow, deliverable)
    kept = workflow.artifact_by_id[deliverable.artifact].tracking in KEPT
    reads = {a.artifact.removeprefix("env:") for s in steps for a in workflow.own_accesses(s)}
    asks = bool(reads & _COMMIT) or "git" in modules_used(workflow)
    return staged or kept or asks or is_tracked(workflow)


def _is_staged(workflow: Workflow, deliverable: Deliverable) -> bool:
    """Does a stage of DVC train it? The lock then holds what it took in."""
    trained = {training.unit.id: training.unit for training in trainings(workflow)}
    units = [trained[id_] for id_ in deliverable.steps if id_ in trained]
    return any(unit.kind == StepKind.DVC_STAGE for unit in units)


def _open_data(workflow: Workflow, deliverable: Deliverable) -> tuple[Access, ...]:
    """The first read of every input whose content may change without a trace."""
    found: dict[str, Access] = {}
    inputs = set(deliverable.inputs)
    for id_ in deliverable.steps:
        for access in workflow.own_accesses(workflow.step_by_id[id_]):
            artifact = workflow.artifact_by_id.get(access.artifact)
            if artifact is None or artifact.id not in inputs or artifact.kind not in DATA:
                continue
            if artifact.form not in (ArtifactForm.PATH, ArtifactForm.PATTERN, ArtifactForm.TABLE):
                continue  # what the network gives is the matter of other rules
            kept = artifact.tracking in (*KEPT, Tracking.UNKNOWN) or artifact.pinned
            if access.mode == "read" and not kept and not is_opaque(artifact.id):
                found.setdefault(artifact.id, access)
    return tuple(found[id_] for id_ in sorted(found))
