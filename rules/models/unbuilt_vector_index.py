"""LLM009: an index that is searched and that only a person builds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.paths import is_opaque
from mlaudit.graph.analysis.units import is_encoded, pipeline_units
from mlaudit.graph.analysis.versioning import is_kept
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, lower, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Confidence, Severity, StepKind
from mlaudit.model.workflow import Access, Step


def find_unbuilt_indexes(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each index that units search and that no encoded step makes."""
    reads: dict[str, list[tuple[Step, Access]]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            if access.mode == "read" and not _is_told(unit) and _is_unbuilt(workflow, unit, access):
                reads[access.artifact].append((unit, access))
    for id_ in sorted(reads):
        yield _observe(workflow, id_, reads[id_])


def _is_told(unit: Step) -> bool:
    return unit.kind == StepKind.README_COMMAND


def _is_unbuilt(workflow: Workflow, unit: Step, access: Access) -> bool:
    artifact = workflow.artifact_by_id.get(access.artifact)
    if artifact is None or artifact.kind != "index" or is_opaque(artifact.id):
        return False
    if artifact.tracking in KEPT or is_kept(workflow, artifact):
        return False
    makers = workflow.producers.get(artifact.id, ())
    return unit.id not in makers and not any(is_encoded(workflow.step_by_id[m]) for m in makers)


def _observe(workflow: Workflow, id_: str, found: list[tuple[Step, Access]]) -> Observation:
    artifact = workflow.artifact_by_id[id_]
    _, access = found[0]
    makers = [workflow.step_by_id[maker] for maker in workflow.producers.get(id_, ())]
    writers = () if makers else possible_writers(workflow, artifact)
    by_hand = f"only a hand run of {listing(map(name_of, makers))} builds it"
    commands = "; ".join(maker.command or maker.name for maker in makers[:3])
    local = artifact.form in (ArtifactForm.PATH, ArtifactForm.PATTERN)
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=id_,
        message=f"{access.place.path} searches {id_}; "
        f"{by_hand if makers else 'nothing in this repository builds it'}{caveat(writers)}, so "
        "what it answers depends on which documents somebody put in, and when.",
        remedy="Build it by a stage that names the documents and the embedding model, ahead of "
        f"what searches it: {commands or 'a stage in dvc.yaml, a job, or a line of the image'}",
        confidence=lower(access.confidence, bool(writers) + (not local)),
        evidence=(
            *(Evidence(a.place, f"{s.id} searches it too") for s, a in found[1:9]),
            *(Evidence(maker.place, "builds it") for maker in makers),
        ),
        about=tuple(dict.fromkeys((id_, *(s.id for s, _ in found), *(m.id for m in makers)))),
    )


RULE = Rule(
    code="LLM009",
    slug="unbuilt-vector-index",
    family="models",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_unbuilt_indexes,
)
