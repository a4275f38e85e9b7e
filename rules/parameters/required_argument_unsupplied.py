"""CFG001: a required argument whose value stands nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step


def find_unsupplied_arguments(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit that a deliverable needs."""
    for unit in pipeline_units(workflow):
        needed = unit.id in workflow.deliverables_of_step
        if unit.kind == StepKind.NOTEBOOK or unit.id in services(workflow):
            continue
        if unit.arguments_missing and needed:
            yield _observe(unit)


def _observe(unit: Step) -> Observation:
    names = listing(unit.arguments_missing)
    return Observation(
        place=unit.place,
        subject=unit.id,
        message=f"{unit.path} cannot start without {names}, and no command in this repository "
        "gives a value; whoever runs it must know one.",
        remedy=f"Give {names} a default, or write the whole command where it is run from (a stage "
        "in dvc.yaml, a Makefile target, the README).",
        about=(unit.id,),
        parts=parts_of(unit.path, unit.scope, unit.arguments_missing),
    )


RULE = Rule(
    code="CFG001",
    slug="required-argument-unsupplied",
    family="parameters",
    severity=Severity.MEDIUM,
    confidence=Confidence.LOW,
    check=find_unsupplied_arguments,
)
