"""LLM009: an index that is searched and that only a person builds."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.indexes import UnbuiltIndexes, unbuilt_indexes
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, lower, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Confidence, Severity


def find_unbuilt_indexes(workflow: Workflow) -> Iterator[Observation]:
    """One finding for all indexes that the same steps build, or that nobody builds."""
    for found in unbuilt_indexes(workflow):
        yield _observe(workflow, found)


def _observe(workflow: Workflow, found: UnbuiltIndexes) -> Observation:
    artifact = workflow.artifact_by_id[found.ids[0]]
    it = "them" if len(found.ids) > 1 else "it"
    _, access = found.readings[0]
    makers = found.makers
    writers = () if makers else possible_writers(workflow, artifact)
    by_hand = f"only a hand run of {listing(map(name_of, makers))} builds {it}"
    commands = "; ".join(maker.command or maker.name for maker in makers[:3])
    local = artifact.form in (ArtifactForm.PATH, ArtifactForm.PATTERN)
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=artifact.id,
        message=f"{access.place.path} searches {listing(found.ids)}; "
        f"{by_hand if makers else f'nothing in this repository builds {it}'}{caveat(writers)}, so "
        "the answers depend on which documents somebody put in, and when.",
        remedy="Build it by a stage that names the documents and the embedding model, ahead of "
        f"what searches it: {commands or 'a stage in dvc.yaml, a job, or a line of the image'}",
        confidence=lower(access.confidence, bool(writers) + (not local)),
        evidence=(
            *(Evidence(a.place, f"{s.id} searches it too") for s, a in found.readings[1:9]),
            *(Evidence(maker.place, "builds it") for maker in makers),
        ),
        about=found.about,
        parts=parts_of(access.place.path, access.scope, found.ids),
    )


RULE = Rule(
    code="LLM009",
    slug="unbuilt-vector-index",
    family="models",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_unbuilt_indexes,
)
