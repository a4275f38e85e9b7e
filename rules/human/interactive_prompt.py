"""HUM001: a run that stops and waits for a person."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.people import Wait, matters, waits
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_prompts(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call and place around it, in units that make or release something."""
    return (_observe(wait) for wait in waits(workflow, "prompt-user") if matters(wait))


def _observe(wait: Wait) -> Observation:
    effect = wait.effect
    question = " ".join(effect.detail.split())
    asks = f' and asks "{question}"' if question else ""
    return Observation(
        place=effect.place,
        scope=effect.scope,
        subject=effect.via,
        message=f"{effect.place.path} stops at {effect.call}(){asks}; a person must answer, and "
        "the answer is recorded nowhere.",
        remedy="Take the value from a command-line option or a parameter file with a default, so "
        "that the step runs without a terminal and the value is kept.",
        about=(wait.unit.id,),
    )


RULE = Rule(
    code="HUM001",
    slug="interactive-prompt",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_prompts,
)
