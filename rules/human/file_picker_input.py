"""HUM002: an input that a person chooses in a dialog or hands in through a widget."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.people import Wait, matters, waits
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind


def find_pickers(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call and place around it, in units that make or release something."""
    return (_observe(wait) for wait in waits(workflow, "pick-file") if matters(wait))


def _observe(wait: Wait) -> Observation:
    effect = wait.effect
    notebook = wait.unit.kind == StepKind.NOTEBOOK
    return Observation(
        place=effect.place,
        scope=effect.scope,
        subject=effect.via,
        message=f"{effect.place.path} lets a person choose a file ({effect.via}); which file it "
        "was, and which version of it, is recorded nowhere.",
        remedy="Read the file from a fixed path that a parameter names, and keep a version of it "
        "(`dvc add data/input.csv`, with the real name, then commit the .dvc file).",
        # A script that opens windows may be a program for its users, and no step.
        confidence=Confidence.HIGH if notebook else Confidence.MEDIUM,
        about=(wait.unit.id,),
    )


RULE = Rule(
    code="HUM002",
    slug="file-picker-input",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_pickers,
)
