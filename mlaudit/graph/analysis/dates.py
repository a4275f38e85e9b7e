"""Dates that somebody wrote into the code, and the steps whose data they select."""

from __future__ import annotations

from dataclasses import dataclass

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.python.dates import DATE_EFFECT
from mlaudit.model.graph import Workflow
from mlaudit.model.workflow import Effect, Step


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A constant that holds a date.

    Attributes:
        constant: the effect that tells of it: variable, date and place of the assignment.
        readers: the units that read it.
    """

    constant: Effect
    readers: tuple[Step, ...]


@asked_once
def written_dates(workflow: Workflow) -> tuple[WrittenDate, ...]:
    """The constants that hold a date and that units of the project's own work read, by place."""
    found: dict[tuple[object, ...], tuple[Effect, list[Step]]] = {}
    for unit in pipeline_units(workflow):
        for effect in workflow.own_effects(unit):
            if effect.kind == DATE_EFFECT:
                key = (effect.place.sort_key, effect.scope, effect.via, effect.detail)
                readers = found.setdefault(key, (effect, []))[1]
                if unit not in readers:
                    readers.append(unit)
    return tuple(WrittenDate(found[key][0], tuple(found[key][1])) for key in sorted(found))
