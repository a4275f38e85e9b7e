"""Releases that follow a training without anything in between that can stop them."""

from __future__ import annotations

from mlaudit.graph.analysis.assurance import Training, checks_of_quality, trainings
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import is_encoded, pipeline_units
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Effect, Step

_RELEASES = frozenset({"deploy", "promote", "publish", "register", "upload"})
_OF_MODELS = frozenset({"promote", "register"})


@immutable
class UngatedRelease:
    """A unit that hands a trained model on.

    Attributes:
        unit: what releases.
        effects: the releases, by place.
        trainings: what it releases was trained there; the unit's own, or ahead of it.
    """

    unit: Step
    effects: tuple[Effect, ...]
    trainings: tuple[Training, ...]


@asked_once
def ungated_releases(workflow: Workflow) -> tuple[UngatedRelease, ...]:
    """The releases that a machine starts behind a training, by unit.

    A release under a test, a person's approval, and any test of a metric in the code between the
    two count as something that can stop it.
    """
    found = []
    for unit in pipeline_units(workflow):
        if unit.kind == StepKind.README_COMMAND or unit.gates:
            continue
        effects = tuple(e for e in workflow.own_effects(unit) if _is_release(workflow, e))
        if not effects or not all(not effect.sometimes for effect in effects):
            continue
        ahead = tuple(t for t in trainings(workflow) if _leads_to(workflow, t, unit))
        between = tuple(dict.fromkeys((unit.id, *(t.unit.id for t in ahead))))
        steps = (*between, *_between(workflow, ahead, unit))
        if ahead and not checks_of_quality(workflow, steps):
            found.append(UngatedRelease(unit, effects, ahead))
    return tuple(found)


def _is_release(workflow: Workflow, effect: Effect) -> bool:
    """Does it hand on a model?"""
    if effect.kind in _OF_MODELS:
        return True
    artifact = workflow.artifact_by_id.get(effect.artifact or "")
    return effect.kind in _RELEASES and artifact is not None and artifact.kind in MODELS


def _leads_to(workflow: Workflow, training: Training, unit: Step) -> bool:
    """Is the training a part of the same unit, or kept ahead of it by a machine?"""
    if training.unit.id == unit.id:
        return True
    return is_encoded(unit) and workflow.is_fixed(training.unit.id, unit.id)


def _between(workflow: Workflow, ahead: tuple[Training, ...], unit: Step) -> tuple[str, ...]:
    """The units that a machine keeps between the trainings and the release."""
    return tuple(
        other.id
        for other in pipeline_units(workflow)
        if any(workflow.is_fixed(t.unit.id, other.id) for t in ahead)
        and workflow.is_fixed(other.id, unit.id)
    )
