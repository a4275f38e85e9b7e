"""Indexes that units search and that no step with a start of its own builds."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.code_files import files_of_unit, imports_by_file
from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_opaque
from mlaudit.graph.analysis.units import is_encoded, pipeline_units
from mlaudit.graph.analysis.versioning import is_kept
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Step

_STREAMS = frozenset({"bytewax", "faust", "pathway", "pyflink", "quixstreams", "streamz"})
"""Frameworks of programs that go on running; how they are started stands in their own settings."""


@immutable
class UnbuiltIndexes:
    """Indexes with the same makers, or without any and searched by the same unit.

    Attributes:
        ids: of the artifacts.
        readings: who searches them where.
        makers: the units that only a person starts.
    """

    ids: tuple[str, ...]
    readings: tuple[tuple[Step, Access], ...]
    makers: tuple[Step, ...]

    @property
    def about(self) -> tuple[str, ...]:
        """The indexes, who searches and who builds them."""
        readers = (step.id for step, _ in self.readings)
        return tuple(dict.fromkeys((*self.ids, *readers, *(maker.id for maker in self.makers))))


@asked_once
def unbuilt_indexes(workflow: Workflow) -> tuple[UnbuiltIndexes, ...]:
    """What git, DVC or a store keeps is left out, and what its reader builds itself."""
    reads: dict[str, list[tuple[Step, Access]]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            told = unit.kind == StepKind.README_COMMAND
            if access.mode == "read" and not told and _is_unbuilt(workflow, unit, access):
                reads[access.artifact].append((unit, access))
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id_ in sorted(reads):
        groups[workflow.producers.get(id_) or ("", reads[id_][0][0].id)].append(id_)
    return tuple(
        UnbuiltIndexes(
            tuple(ids),
            tuple(reading for id_ in ids for reading in reads[id_]),
            tuple(workflow.step_by_id[maker] for maker in makers if maker and makers[0]),
        )
        for makers, ids in groups.items()
    )


def _is_unbuilt(workflow: Workflow, unit: Step, access: Access) -> bool:
    artifact = workflow.artifact_by_id.get(access.artifact)
    if artifact is None or artifact.kind != "index" or is_opaque(artifact.id):
        return False
    if artifact.tracking in KEPT or is_kept(workflow, artifact):
        return False
    makers = [workflow.step_by_id[id_] for id_ in workflow.producers.get(artifact.id, ())]
    started = any(is_encoded(maker) or _is_stream(workflow, maker) for maker in makers)
    return unit not in makers and not started


def _is_stream(workflow: Workflow, unit: Step) -> bool:
    """Is it the program of a framework that goes on running?"""
    imports = (imports_by_file(workflow).get(path, ()) for path in files_of_unit(workflow, unit))
    return any(item.name.partition(".")[0] in _STREAMS for items in imports for item in items)
