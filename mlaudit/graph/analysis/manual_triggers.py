"""Workflow files, DAGs and flows that only a person starts, although others wait for them."""

from __future__ import annotations

import re
from collections import defaultdict

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.releases import performs_release
from mlaudit.graph.analysis.units import BY_PERSON, is_automatic, services, ways_to
from mlaudit.model.facts import Trigger
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, StepFamily, StepKind
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


@immutable
class StartedByHand:
    """What is started together, and by a person alone; `steps` are in the order of the graph."""

    steps: tuple[Step, ...]

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """What would start the steps, each once."""
        return tuple(dict.fromkeys(t for step in self.steps for t in step.triggers))

    @property
    def off(self) -> tuple[Trigger, ...]:
        """The triggers that the file switches off."""
        return tuple(trigger for trigger in self.triggers if not trigger.enabled)

    @property
    def typed(self) -> tuple[str, ...]:
        """The inputs without a default, which the person types."""
        return tuple(
            name for step in self.steps for name, default in step.inputs if default is None
        )


@asked_once
def started_by_hand(workflow: Workflow) -> tuple[StartedByHand, ...]:
    """The groups of steps of the project's own work that wait for a person, by file and group.

    Only those count that release something, or make what a service, an image or an automatic step
    reads.
    """
    groups: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in workflow.steps:
        starts_only = step.kind.family == StepFamily.PART and not step.unit
        if step.kind.family in _SCHEDULED and step.role == Role.PIPELINE and not starts_only:
            # A group whose name starts so may have steps in any file.
            path = "" if step.group.startswith("#") else step.path
            groups[path, step.group].append(step)
    return tuple(
        StartedByHand(tuple(groups[group]))
        for group in sorted(groups)
        if _waits_for_person(groups[group])
        and _is_waited_for(workflow, groups[group])
        and not _is_requested(workflow, groups[group])
    )


def _waits_for_person(steps: list[Step]) -> bool:
    names = " ".join((*(step.name for step in steps), steps[0].path, steps[0].group)).lower()
    return (
        all(step.triggers and not is_automatic(step) for step in steps)
        and any(not t.enabled or t.kind in BY_PERSON for step in steps for t in step.triggers)
        and not any(word in names for word in _OCCASIONAL)
    )


def _is_requested(workflow: Workflow, steps: list[Step]) -> bool:
    """Does code ask a server to start one of them, or a job that starts them?"""
    if not workflow.requested:
        return False
    ways = [way for step in steps for way in ways_to(workflow, step)]
    names = {name for way in ways for name in (way.name, *map(_last_part, (way.path, way.group)))}
    return not names.isdisjoint(workflow.requested)


def _last_part(name: str) -> str:
    """The file of a path, the name of a group."""
    return re.split(r"[/#]", name)[-1]


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
