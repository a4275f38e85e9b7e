"""HUM001: a run that stops and waits for a person."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.people import Wait, labels_made, matters, waits
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_prompts(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call and place around it, in units that make or release something."""
    for wait in waits(workflow, "prompt-user"):
        if matters(wait):
            yield _observe(wait, labels_made(workflow, wait))


def _observe(wait: Wait, labels: str) -> Observation:
    effect = wait.effect
    question = " ".join(effect.detail.split())
    asks = f' and asks "{question}"' if question else ""
    kept = f"{labels} holds what they say" if labels else "the answer is recorded nowhere"
    return Observation(
        place=effect.place,
        scope=effect.scope,
        subject=effect.via,
        message=f"{effect.place.path} stops at {effect.call}(){asks}; a person must answer, and "
        f"{kept}.",
        remedy=f"Keep {labels} under version, with who labelled it and by which rules."
        if labels
        else "Take the value from a command-line option or a parameter file with a default, so "
        "that the step runs without a terminal and the value is kept.",
        severity=Severity.MEDIUM if labels else Severity.HIGH,
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
