"""INP005: a direct read of an object that others may overwrite."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.remotes import (
    OBJECT_STORES,
    is_fetched,
    is_partition,
    is_unpinned_remote,
    scheme_of,
)
from mlaudit.graph.analysis.units import services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_unpinned_object_store_reads(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each object or prefix, at the first read."""
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if scheme_of(id_) not in OBJECT_STORES or not is_unpinned_remote(root):
            continue
        if is_partition(id_) or is_fetched(workflow, root):
            continue
        if any(reading.step.id not in services(workflow) for reading in root.readings):
            yield _observe(root)


def _observe(root: RootInput) -> Observation:
    artifact, first = root.artifact, root.first
    return Observation(
        place=first.access.place,
        also=root.places,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {artifact.id} straight from the store; which "
        "content that was on the day of a run is written down nowhere.",
        remedy="Read a fixed version (an object version, a table version or a dated partition "
        f"handed in as a parameter), or import it once with `dvc import-url {artifact.id}`.",
        severity=Severity.MEDIUM if root.deliverables else Severity.LOW,
        confidence=first.access.confidence,
        evidence=root.other_readers("{step} reads it too"),
        about=root.about,
    )


RULE = Rule(
    code="INP005",
    slug="unpinned-object-store-read",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_object_store_reads,
)
