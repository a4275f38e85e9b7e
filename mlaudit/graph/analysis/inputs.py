"""Inputs that no step of the project makes."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_opaque, is_placeholder, is_plumbing
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Artifact, Deliverable, Step


@immutable
class Reading:
    """One read of an artifact by a unit."""

    step: Step
    access: Access


@immutable
class RootInput:
    """An artifact that units read and no unit writes.

    Attributes:
        artifact: what is read.
        readings: by whom, in order of place; reads that cope with its absence are left out.
        deliverables: what cannot be made without it.
    """

    artifact: Artifact
    readings: tuple[Reading, ...]
    deliverables: tuple[Deliverable, ...]

    @property
    def first(self) -> Reading:
        """The reading that a person should look at first: code before declarations."""
        return min(
            self.readings,
            key=lambda reading: (
                reading.access.evidence == "declared",
                reading.access.place.sort_key,
            ),
        )

    @property
    def about(self) -> tuple[str, ...]:
        """The artifact and the units that read it."""
        return tuple(dict.fromkeys((self.artifact.id, *(r.step.id for r in self.readings))))

    @property
    def places(self) -> tuple[Place, ...]:
        """Everywhere that it is read."""
        return tuple(reading.access.place for reading in self.readings)

    def other_readers(self, note: str) -> tuple[Evidence, ...]:
        """The first read in every other file; `{step}` in the note stands for the reader."""
        first: dict[str, Evidence] = {}
        for reading in self.readings:
            place = reading.access.place
            if place.path != self.first.access.place.path:
                first.setdefault(place.path, Evidence(place, note.format(step=reading.step.id)))
        return tuple(first.values())


def is_placed(workflow: Workflow, root: RootInput) -> bool:
    """Is it known in which folder the path counts?

    A Dockerfile that nothing builds does not tell from which folder a person builds it.
    """
    return not all(
        reading.step.kind == StepKind.CONTAINER_BUILD and not workflow.invokers.get(reading.step.id)
        for reading in root.readings
    )


@asked_once
def root_inputs(workflow: Workflow) -> tuple[RootInput, ...]:
    """Every input that no step makes, by id; names that stand for others are left out."""
    readings: dict[str, list[Reading]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            if access.mode == "read" and not access.guarded:
                readings[access.artifact].append(Reading(unit, access))
    needed = _deliverables_by_input(workflow)
    return tuple(
        RootInput(
            workflow.artifact_by_id[id_],
            tuple(sorted(found, key=lambda r: (r.access.place.sort_key, r.step.id))),
            tuple(needed.get(id_, ())),
        )
        for id_, found in sorted(readings.items())
        if id_ in workflow.artifact_by_id
        and not workflow.producers.get(id_)
        and not _stands_for_another(id_)
        and (needed.get(id_) or not _only_in_documents(found))
    )


def _stands_for_another(id_: str) -> bool:
    return is_opaque(id_) or is_placeholder(id_) or is_plumbing(id_)


def _only_in_documents(readings: list[Reading]) -> bool:
    """Do only commands of documents read it? What nothing is made of may be an example."""
    return all(reading.step.kind == StepKind.README_COMMAND for reading in readings)


def _deliverables_by_input(workflow: Workflow) -> dict[str, list[Deliverable]]:
    needed: dict[str, list[Deliverable]] = defaultdict(list)
    for deliverable in workflow.deliverables:
        for id_ in deliverable.inputs:
            needed[id_].append(deliverable)
    return needed
