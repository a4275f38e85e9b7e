"""ART001: a model that the next run overwrites, and of which nothing keeps a version."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.graph.analysis.paths import is_inside, is_local, is_opaque, is_temporary
from mlaudit.graph.analysis.versioning import MODELS, is_kept, logs_models, writes_of_kind
from mlaudit.graph.handed import is_handed
from mlaudit.judge.declaring import lines_for_outputs
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Access, Step


def find_unversioned_models(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit, naming all models that it writes and nobody keeps."""
    for unit, writes in writes_of_kind(workflow, MODELS):
        lost = [access for access in writes if _is_lost(workflow, unit, access)]
        if lost and not logs_models(workflow, unit):
            yield _observe(workflow, unit, lost)


def _is_lost(workflow: Workflow, unit: Step, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    if is_opaque(artifact.id) or not is_local(artifact.id) or is_temporary(artifact.id):
        return False
    read_elsewhere = set(workflow.consumers.get(artifact.id, ())) - {unit.id}
    wanted = artifact.deliverable or bool(read_elsewhere)
    return wanted and not is_kept(workflow, artifact) and not _is_fetched(unit, access)


def _is_fetched(unit: Step, access: Access) -> bool:
    """Does it come from somewhere that keeps it, or from the job that made it?"""
    return is_handed(access) or any(
        effect.kind == "download"
        and effect.artifact == access.artifact
        and effect.place == access.place
        for effect in unit.effects
    )


def _observe(workflow: Workflow, unit: Step, lost: list[Access]) -> Observation:
    first = lost[0]
    artifact = workflow.artifact_by_id[first.artifact]
    names = listing(access.artifact for access in lost)
    varying = all("{" in access.artifact for access in lost)
    what = "and the next run overwrites the only copy"
    if varying and unit.kind.follows_data:
        # Such a tool makes the names itself: they tell what each file was made of.
        what = "and the next run for the same names overwrites the only copy"
    elif varying:
        what = "which run made which file only its author knows"
    readers = sorted(
        {
            reader
            for access in lost
            for reader in workflow.consumers.get(access.artifact, ())
            if reader != unit.id
        }
    )
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=first.artifact,
        message=f"{first.place.path} writes {names}; {kept_out(artifact.tracking)}, {what}.",
        remedy=_remedy(workflow, unit, lost),
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM if varying else first.confidence,
        evidence=(
            *(Evidence(access.place, f"writes {access.artifact}") for access in lost[1:6]),
            *(Evidence(workflow.step_by_id[id_].place, "reads it") for id_ in readers[:4]),
        ),
        about=(*(access.artifact for access in lost), unit.id),
    )


def _remedy(workflow: Workflow, unit: Step, lost: list[Access]) -> str:
    """What to do; a path outside the repository can be no output of a stage."""
    inside = [access.artifact for access in lost if is_inside(access.artifact)]
    if unit.kind == StepKind.DVC_STAGE and inside:
        return lines_for_outputs(workflow, unit, inside, {})
    artifact = lost[0].artifact
    register = f"register it where the run is logged (`mlflow.log_artifact({artifact!r})`)."
    if is_inside(artifact):
        return f"Make it an output of a stage in dvc.yaml (`-o {quote(artifact)}`) or {register}"
    target = f"models/{posixpath.basename(artifact)}"
    return (
        f"Write it inside the repository (such as {target}) and make that an output of a stage in "
        f"dvc.yaml (`-o {quote(target)}`), or {register}"
    )


RULE = Rule(
    code="ART001",
    slug="unversioned-model",
    family="artifacts",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_unversioned_models,
)
