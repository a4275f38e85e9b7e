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


def is_orchestrated(workflow: Workflow, step: Step) -> bool:
    """Does a trigger or a tool start it, or scripts that run it among other steps?

    What a script starts that does nothing else is run by whoever runs the script. An entry point
    with several commands is run by hand, too, where any such script starts one of them.
    """
    ways = ways_to(workflow, step)
    if any(way.automation == Automation.AUTOMATED or _is_tool_step(way) for way in ways):
        return True
    scripts = [way for way in ways[1:] if way.kind.family == StepFamily.CODE]
    return bool(scripts) and all(_starts_several(workflow, script) for script in scripts)


def ways_to(workflow: Workflow, step: Step) -> list[Step]:
    """A step and all that starts it, be it through others."""
    found = {step.id: step}
    waiting = [step]
    while waiting:
        for invocation in workflow.invokers.get(waiting.pop().id, ()):
            if invocation.by not in found:
                found[invocation.by] = workflow.step_by_id[invocation.by]
                waiting.append(found[invocation.by])
    return list(found.values())


def _starts_several(workflow: Workflow, step: Step) -> bool:
    return len({i.of for i in workflow.invocations if i.by == step.id}) > 1


def _is_tool_step(step: Step) -> bool:
    in_file = step.kind.is_encoded or step.kind.family == StepFamily.CONTAINER
    return in_file or (step.kind.family == StepFamily.PART and is_encoded(step))


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
