"""ORD008: a pipeline that others wait for and that only a person starts."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.manual_triggers import StartedByHand, started_by_hand
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step


def find_manual_triggers(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each workflow file or DAG."""
    for group in started_by_hand(workflow):
        yield _observe(group)


def _observe(group: StartedByHand) -> Observation:
    first = group.steps[0]
    return Observation(
        place=(group.off or group.triggers)[0].place,
        scope=first.group or first.scope,
        subject=first.path,
        message=_message(group),
        remedy=_remedy(first, bool(group.off)),
        severity=Severity.MEDIUM,
        evidence=tuple(
            Evidence(gate.place, f"waits for a person: {gate.detail}")
            for step in group.steps
            for gate in step.gates
        ),
        about=tuple(step.id for step in group.steps),
        parts=parts_for_steps(group.steps),
    )


def _message(group: StartedByHand) -> str:
    names = listing(step.name for step in group.steps)
    also = f" and types {listing(group.typed)}" if group.typed else ""
    runs, starts, does = (
        ("runs", "it", "it does") if len(group.steps) == 1 else ("run", "them", "they do")
    )
    why = "the schedule is switched off" if group.off else "there is no schedule and no event"
    return (
        f"{names} in {group.steps[0].path} {runs} only when a person starts {starts}{also}; {why}, "
        f"although others depend on what {does}."
    )


def _remedy(step: Step, off: bool) -> str:
    if off:
        return "Switch the schedule on in the file, or delete it and say who starts the run."
    if step.kind == StepKind.GITHUB_JOB:
        return (
            "Add a trigger that is no person beside workflow_dispatch: `schedule:` with a cron "
            "line, `push:` with a tag pattern, or `workflow_run:` after the workflow before it."
        )
    if step.kind != StepKind.AIRFLOW_TASK:
        return f"Give the {step.kind.noun} a schedule, or an event that starts it."
    return 'Give the DAG a schedule (`schedule="@weekly"`) or an asset that triggers it.'


RULE = Rule(
    code="ORD008",
    slug="manual-trigger-only",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_manual_triggers,
)
