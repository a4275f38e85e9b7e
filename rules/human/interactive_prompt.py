"""HUM001: a run that stops and waits for a person."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.units import is_encoded, pipeline_units, services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Effect, Step


def find_prompts(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call and place around it, in units that make or release something."""
    for unit in pipeline_units(workflow):
        needed = unit.id in workflow.deliverables_of_step
        if unit.id in services(workflow) or unit.kind == StepKind.README_COMMAND:
            continue
        if not needed and not is_encoded(unit):
            continue
        for effect in workflow.own_effects(unit):
            if effect.kind == "prompt-user" and not effect.guarded:
                yield _observe(unit, effect)


def _observe(unit: Step, effect: Effect) -> Observation:
    question = " ".join(effect.detail.split())
    asks = f' and asks "{question}"' if question else ""
    return Observation(
        place=effect.place,
        scope=effect.scope,
        subject=effect.via,
        message=f"{effect.place.path} stops at {effect.via}(){asks}; a person must answer, and "
        "the answer is recorded nowhere.",
        remedy="Take the value from a command-line option or a parameter file with a default, so "
        "that the step runs without a terminal and the value is kept.",
        about=(unit.id,),
    )


RULE = Rule(
    code="HUM001",
    slug="interactive-prompt",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_prompts,
)
