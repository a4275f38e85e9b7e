"""Models and data sets that the next run overwrites, although others count on them."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_lasting
from mlaudit.graph.analysis.units import is_automatic, is_encoded, services
from mlaudit.graph.analysis.versioning import MODELS, is_kept, logs_models, writes_of_kind
from mlaudit.graph.handed import is_handed
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Access, Step

_DATA = frozenset({"dataset", "labels"})


@immutable
class LostModels:
    """What one unit writes and nothing keeps.

    Attributes:
        unit: the writer.
        writes: of each model, by name.
        readers: ids of the other units that read one of them.
    """

    unit: Step
    writes: tuple[Access, ...]
    readers: tuple[str, ...]

    @property
    def varies(self) -> bool:
        """Do all names have parts that differ from run to run?"""
        return all("{" in access.artifact for access in self.writes)


def lost_models(workflow: Workflow) -> Iterator[LostModels]:
    """The models that are delivered or read elsewhere and of which nothing keeps a version."""
    for unit, writes in writes_of_kind(workflow, MODELS):
        lost = tuple(access for access in writes if _is_lost(workflow, unit, access))
        if lost and not logs_models(workflow, unit):
            readers = {id_ for access in lost for id_ in _readers(workflow, unit, access)}
            yield LostModels(unit, lost, tuple(sorted(readers)))


def _is_lost(workflow: Workflow, unit: Step, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    wanted = artifact.deliverable or bool(_readers(workflow, unit, access))
    lost = is_lasting(artifact.id) and wanted and not is_kept(workflow, artifact)
    return lost and not _is_fetched(unit, access)


def _readers(workflow: Workflow, unit: Step, access: Access) -> set[str]:
    return set(workflow.consumers.get(access.artifact, ())) - {unit.id}


def _is_fetched(unit: Step, access: Access) -> bool:
    """Does it come from somewhere that keeps it, or from the job that made it?"""
    return is_handed(access) or any(
        effect.kind == "download"
        and effect.artifact == access.artifact
        and effect.place == access.place
        for effect in unit.effects
    )


@immutable
class TakenIn:
    """A data set that crosses from a person to a machine.

    Attributes:
        unit: what a person runs, and what writes it.
        access: how.
        takers: the automatic steps and services that read what the last run left.
    """

    unit: Step
    access: Access
    takers: tuple[Step, ...]


def data_taken_in(workflow: Workflow) -> Iterator[TakenIn]:
    """The data from a person's run that something automatic takes in and nothing keeps."""
    for unit, writes in writes_of_kind(workflow, _DATA):
        if is_encoded(unit) or unit.id in services(workflow):
            continue
        for access in writes:
            takers = _automatic_readers(workflow, unit, access)
            artifact = workflow.artifact_by_id[access.artifact]
            if takers and is_lasting(artifact.id) and not is_kept(workflow, artifact):
                yield TakenIn(unit, access, takers)


@asked_once
def _takers(workflow: Workflow) -> dict[tuple[str, str], set[str]]:
    """The units that take in what a unit writes, by that unit and the artifact."""
    found: dict[tuple[str, str], set[str]] = {}
    for (before, _), flows in workflow.flows_by_pair.items():
        for flow in flows:
            found.setdefault((before, flow.written), set()).add(flow.after)
    return found


def _automatic_readers(workflow: Workflow, unit: Step, access: Access) -> tuple[Step, ...]:
    """The steps that take in what the unit writes, and not what they have just made themselves."""
    ids = _takers(workflow).get((unit.id, access.artifact), ())
    readers = (workflow.step_by_id[id_] for id_ in sorted(ids))
    serving = services(workflow)
    return tuple(
        step
        for step in readers
        if (is_automatic(step) or step.id in serving) and not _has_it_made(workflow, access, step)
    )


def _has_it_made(workflow: Workflow, access: Access, reader: Step) -> bool:
    """Does the reader make the data itself, or does a machine have them made ahead of it?"""
    if any(write.artifact == access.artifact for write in reader.writes):
        return True
    makers = workflow.producers.get(access.artifact, ())
    return any(workflow.is_fixed(maker, reader.id) for maker in makers if maker != reader.id)
