"""ART001: a model that the next run overwrites, and of which nothing keeps a version."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.graph.analysis.losses import LostModels, lost_models
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.judge.declaring import lines_for_outputs
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step


def find_unversioned_models(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit, naming all models that it writes and nobody keeps."""
    return (_observe(workflow, lost) for lost in lost_models(workflow))


def _observe(workflow: Workflow, lost: LostModels) -> Observation:
    first = lost.writes[0]
    names = tuple(access.artifact for access in lost.writes)
    out = kept_out(workflow.artifact_by_id[first.artifact].tracking)
    readers = [Evidence(workflow.step_by_id[r].place, "reads it") for r in lost.readers[:4]]
    return Observation(
        place=first.place,
        also=tuple(write.place for write in lost.writes),
        scope=first.scope,
        subject=first.artifact,
        message=f"{first.place.path} writes {listing(names)}; {out}, {_say_loss(lost)}.",
        remedy=_remedy(workflow, lost.unit, names),
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM if lost.varies else first.confidence,
        evidence=(*accesses_shown(lost.writes[1:6]), *readers),
        about=(*names, lost.unit.id),
        parts=parts_at(first.place.path, first.scope, ((w.artifact, w.place) for w in lost.writes)),
    )


def _say_loss(lost: LostModels) -> str:
    if not lost.varies:
        return "and the next run overwrites the only copy"
    if lost.unit.kind.follows_data:
        # Such a tool makes the names itself: they tell what each file was made of.
        return "and the next run for the same names overwrites the only copy"
    return "which run made which file only its author knows"


def _remedy(workflow: Workflow, unit: Step, names: tuple[str, ...]) -> str:
    """What to do; a path outside the repository can be no output of a stage."""
    inside = [name for name in names if is_inside(name)]
    if unit.kind == StepKind.DVC_STAGE and inside:
        return lines_for_outputs(workflow, unit, inside, {})
    artifact = names[0]
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
