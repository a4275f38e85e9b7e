"""Where a run waits for a person, and in what way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.units import is_encoded, pipeline_units, services
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Effect, Step
from mlaudit.patterns import lazy_regex

_WAYS = frozenset({"pick-file", "mount-drive", "clipboard"})
"""Effects that say in which way a call takes from a person or hands to one."""
_LABELLING = lazy_regex(r"\b(?:label|annotat|categor|rating|sentiment)|\brate\b", re.IGNORECASE)


@immutable
class Wait:
    """A call at which a unit waits for a person.

    Attributes:
        unit: the unit.
        effect: what it waits for.
        needed: a deliverable needs the unit.
    """

    unit: Step
    effect: Effect
    needed: bool


def waits(workflow: Workflow, way: str) -> Iterator[Wait]:
    """The waits of one way in the project's own work; services talk with people by their nature.

    A plain "prompt-user" leaves out the calls of which a more telling way is known.
    """
    for unit in pipeline_units(workflow):
        if unit.id in services(workflow) or unit.kind == StepKind.README_COMMAND:
            continue
        effects = [effect for effect in workflow.own_effects(unit) if not effect.guarded]
        told = {(effect.place, effect.via) for effect in effects if effect.kind in _WAYS}
        for effect in effects:
            plain = effect.kind == "prompt-user" and (effect.place, effect.via) in told
            if effect.kind == way and not plain:
                yield Wait(unit, effect, unit.id in workflow.deliverables_of_step)


def matters(wait: Wait) -> bool:
    """Does a deliverable need the unit, or does the repository start it by itself?"""
    return wait.needed or is_encoded(wait.unit)


def labels_made(workflow: Workflow, wait: Wait) -> str:
    """The file to which the function writes that asks for labels; "" where it asks for more."""
    if not _LABELLING.search(wait.effect.detail):
        return ""
    written = (
        access.artifact
        for access in workflow.own_accesses(wait.unit)
        if access.mode == "write"
        and access.place.path == wait.effect.place.path
        and access.scope == wait.effect.scope
        and access.place.sort_key > wait.effect.place.sort_key
    )
    return next(written, "")
