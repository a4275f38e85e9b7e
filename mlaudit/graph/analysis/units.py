"""Which steps rules speak of, and how they are started."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Role, StepFamily, TriggerKind
from mlaudit.model.workflow import Step

BY_PERSON = frozenset({TriggerKind.DISPATCH, TriggerKind.PERSON})
"""Triggers that wait for a person."""


@asked_once
def pipeline_units(workflow: Workflow) -> tuple[Step, ...]:
    """The nodes of the data flow that belong to the project's own work."""
    return tuple(unit for unit in workflow.units if unit.role == Role.PIPELINE)


def is_encoded(step: Step) -> bool:
    """Does the repository start it: a trigger, a tool's task, or a script that names it?"""
    return step.automation in (Automation.AUTOMATED, Automation.SCRIPTED)


def is_automatic(step: Step) -> bool:
    """Does something that is no person start it?"""
    return any(trigger.enabled and trigger.kind not in BY_PERSON for trigger in step.triggers)


@asked_once
def services(workflow: Workflow) -> frozenset[str]:
    """Ids of the steps that answer requests instead of making something."""
    found = set()
    for step in workflow.steps:
        serves = any(effect.kind == "serve" for effect in workflow.own_effects(step))
        if serves or step.kind.is_service:
            found.add(step.id)
            found.update(path for path in step.runs if step.kind.family != StepFamily.JOB)
    return frozenset(found)
