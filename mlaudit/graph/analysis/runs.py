"""Units that a person has to start, by the deliverable that needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Deliverable, Step


@dataclass(frozen=True, slots=True)
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
