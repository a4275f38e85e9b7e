"""ORD008: a pipeline that others wait for and that only a person starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.releases import performs_release
from mlaudit.graph.analysis.units import BY_PERSON, is_automatic, services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepFamily, StepKind
from mlaudit.model.workflow import Step

_OCCASIONAL = (
    "backfill",
    "adhoc",
    "ad-hoc",
    "ad_hoc",
    "maintenance",
    "migrat",
    "rollback",
    "debug",
)
_SCHEDULED = (StepFamily.JOB, StepFamily.TASK, StepFamily.PART)


def find_manual_triggers(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each workflow file or DAG."""
    groups: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in workflow.steps:
        starts_only = step.kind.family == StepFamily.PART and not step.unit
        if step.kind.family in _SCHEDULED and step.role == Role.PIPELINE and not starts_only:
            # A group whose name starts so may have steps in any file.
            path = "" if step.group.startswith("#") else step.path
            groups[path, step.group].append(step)
    for group in sorted(groups):
        steps = groups[group]
        if _waits_for_person(steps) and _is_waited_for(workflow, steps):
            yield _observe(steps)


def _waits_for_person(steps: list[Step]) -> bool:
    names = " ".join((*(step.name for step in steps), steps[0].path, steps[0].group)).lower()
    return (
        all(step.triggers and not is_automatic(step) for step in steps)
        and any(not t.enabled or t.kind in BY_PERSON for step in steps for t in step.triggers)
        and not any(word in names for word in _OCCASIONAL)
    )


def _is_waited_for(workflow: Workflow, steps: list[Step]) -> bool:
    """Does it release, or make what a service, an image or an automatic step reads?"""
    if any(performs_release(step) for step in steps):
        return True
    own = {step.id for step in steps}
    written = {access.artifact for step in steps for access in step.writes}
    written = {id_ for id_ in written if not _is_made_anyway(workflow, id_, own)}
    consumers = {unit for id_ in written for unit in workflow.consumers.get(id_, ())}
    waiting = services(workflow)
    return any(
        id_ in waiting
        or workflow.step_by_id[id_].kind == StepKind.CONTAINER_BUILD
        or is_automatic(workflow.step_by_id[id_])
        for id_ in consumers - own
    )


def _is_made_anyway(workflow: Workflow, artifact: str, own: set[str]) -> bool:
    """Does another job or task that starts by itself write it, too?"""
    return any(
        step.id not in own
        and step.kind.family in _SCHEDULED
        and is_automatic(step)
        and any(access.artifact == artifact for access in step.writes)
        for step in workflow.steps
    )


def _observe(steps: list[Step]) -> Observation:
    first = steps[0]
    triggers = tuple(dict.fromkeys(t for step in steps for t in step.triggers))
    off = [trigger for trigger in triggers if not trigger.enabled]
    place = (off or triggers)[0].place
    typed = [name for step in steps for name, default in step.inputs if default is None]
    names = listing(step.name for step in steps)
    also = f" and types {listing(dict.fromkeys(typed))}" if typed else ""
    runs, starts, does = (
        ("runs", "it", "it does") if len(steps) == 1 else ("run", "them", "they do")
    )
    why = "the schedule is switched off" if off else "there is no schedule and no event"
    return Observation(
        place=place,
        scope=first.group or first.scope,
        subject=first.path,
        message=f"{names} in {first.path} {runs} only when a person starts {starts}{also}; {why}, "
        f"although others depend on what {does}.",
        remedy=_remedy(first, bool(off)),
        severity=Severity.MEDIUM,
        evidence=tuple(
            Evidence(gate.place, f"waits for a person: {gate.detail}")
            for step in steps
            for gate in step.gates
        ),
        about=tuple(step.id for step in steps),
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
