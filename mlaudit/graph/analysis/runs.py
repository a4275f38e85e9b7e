"""Units that a person has to start, by the deliverable that needs them, and what they hand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mlaudit.graph.analysis.other_hands import is_given_to_code, others_write
from mlaudit.graph.analysis.units import is_encoded, pipeline_units, services
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Deliverable, Step

_MATTERS = frozenset({"dataset", "model", "checkpoint", "index", "labels", "table", "archive"})


@immutable
class HandRuns:
    """Units that a deliverable needs; each unit stands under its heaviest deliverable."""

    deliverable: Deliverable
    units: tuple[Step, ...]


def hand_runs(workflow: Workflow, wanted: Callable[[Step], bool]) -> Iterator[HandRuns]:
    """The wanted units of every deliverable, in the order in which they must run."""
    units = {unit.id: unit for unit in pipeline_units(workflow)}
    spoken_for: set[str] = set(services(workflow))
    for deliverable in workflow.deliverables:
        found = tuple(
            units[id_]
            for id_ in deliverable.steps
            if id_ in units and id_ not in spoken_for and wanted(units[id_])
        )
        spoken_for.update(unit.id for unit in found)
        if found:
            yield HandRuns(deliverable, found)


def notebook_runs(workflow: Workflow) -> Iterator[HandRuns]:
    """The notebooks that a person runs from top to bottom so that others get what they write."""

    def wanted(unit: Step) -> bool:
        hand_run = unit.kind == StepKind.NOTEBOOK and not is_encoded(unit)
        alone = hand_run and not is_given_to_code(workflow, unit)
        return alone and bool(handed_on(workflow, unit))

    return hand_runs(workflow, wanted)


def handed_on(workflow: Workflow, unit: Step) -> tuple[Access, ...]:
    """What only this unit writes: read by another unit, or a model or data set at the end."""
    return tuple(
        access
        for access in workflow.own_accesses(unit)
        if access.mode == "write"
        and (
            set(workflow.consumers.get(access.artifact, ())) - {unit.id}
            or workflow.artifact_by_id[access.artifact].kind in _MATTERS
        )
        and not others_write(workflow, unit, access.artifact)
    )


def are_waited_for(workflow: Workflow, runs: HandRuns) -> bool:
    """Does another unit read what only one of these writes?"""
    return any(
        set(workflow.consumers.get(access.artifact, ())) - {unit.id}
        for unit in runs.units
        for access in handed_on(workflow, unit)
    )


def leads_further(runs: HandRuns, handed: Iterable[Access]) -> bool:
    """Is something that is handed on needed on the way, and none of the deliverables itself?"""
    ends = {runs.deliverable.artifact, *runs.deliverable.grouped}
    return any(access.artifact not in ends for access in handed)


def handed_to_deliverable(workflow: Workflow, runs: HandRuns) -> tuple[Access, ...]:
    """What the first unit hands on that lies on the way to the deliverable, or is it."""
    first = runs.units[0]
    wanted = {runs.deliverable.artifact, *runs.deliverable.grouped}
    steps = set(runs.deliverable.steps)
    return tuple(
        access
        for access in handed_on(workflow, first)
        if access.artifact in wanted
        or (set(workflow.consumers.get(access.artifact, ())) - {first.id}) & steps
    )
