"""ORD009: a pipeline that would start by itself, but is switched off in its file."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.schedules import SwitchedOff, switched_off
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind


def find_switched_off(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each DAG or job that makes something a deliverable needs."""
    needed = workflow.deliverables_of_step
    for off in switched_off(workflow):
        made = [id_ for id_ in off.steps if id_ in needed]
        if made:
            yield _observe(workflow, off, made)


def _observe(workflow: Workflow, off: SwitchedOff, made: list[str]) -> Observation:
    names = listing(name_of(workflow.step_by_id[id_]) for id_ in made)
    told = (Evidence(off.told, "tells a person to switch it on"),) if off.told else ()
    return Observation(
        place=off.trigger.place,
        scope=off.owner.group or off.owner.scope,
        subject=off.name,
        message=f"{_capitalize(off.label)} is switched off ({off.trigger.detail}); it runs {names} "
        "only where a person has switched it on.",
        remedy=_remedy(off),
        evidence=told,
        about=off.steps,
    )


def _capitalize(label: str) -> str:
    return label[:1].upper() + label[1:]


def _remedy(off: SwitchedOff) -> str:
    if off.owner.kind == StepKind.GITHUB_JOB:
        return "Take `if: false` away, or delete the job and say who starts what it ran."
    if off.owner.kind != StepKind.AIRFLOW_TASK:
        return "Switch it on in the file, or delete it and say who starts what it ran."
    return (
        "Set `is_paused_upon_creation=False`, or run "
        f"`airflow dags unpause {off.name}` where the DAG is deployed; otherwise delete the DAG."
    )


RULE = Rule(
    code="ORD009",
    slug="schedule-switched-off",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_switched_off,
)
