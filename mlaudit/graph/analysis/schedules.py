"""Pipelines that would start by themselves, if the file did not switch them off."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import BY_PERSON, is_automatic
from mlaudit.model.facts import Trigger
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Role, StepFamily, StepKind
from mlaudit.model.workflow import Step

_TRIGGERED = (StepFamily.TASK, StepFamily.PART, StepFamily.JOB)
_ACTIVATE = "activate"
"""Effect of the commands that switch a pipeline on (`airflow dags unpause`)."""


@immutable
class SwitchedOff:
    """A DAG or a job that no trigger starts because its file switches it off.

    Attributes:
        name: of the DAG or the job.
        owner: the first step that it consists of.
        trigger: what would start it.
        steps: ids of the steps that it would run, those of its code included.
        told: the documented command that switches it on, or None.
    """

    name: str
    owner: Step
    trigger: Trigger
    steps: tuple[str, ...]
    told: Place | None

    @property
    def label(self) -> str:
        """What a person looks for to switch it on."""
        is_job = self.owner.kind.family == StepFamily.JOB
        noun = "job" if is_job else self.owner.kind.noun
        return f"the {noun} {self.name} in {self.owner.path}"


@asked_once
def switched_off(workflow: Workflow) -> tuple[SwitchedOff, ...]:
    """What the project's own files switch off and no script of it switches on, by file and name."""
    found: dict[tuple[str, str], SwitchedOff] = {}
    for step in workflow.steps:
        trigger = _trigger_of(step)
        if trigger is None:
            continue
        name = _name_of(step)
        switches = [s for s in workflow.steps if _switches_on(workflow, s, name)]
        if all(s.kind == StepKind.README_COMMAND for s in switches):
            told = switches[0].place if switches else None
            known = found.get((step.path, name))
            before = known.steps if known else ()
            steps = (*before, *(id_ for id_ in _covered(workflow, trigger) if id_ not in before))
            owner = known.owner if known else step
            found[step.path, name] = SwitchedOff(name, owner, trigger, steps, told)
    return tuple(found[key] for key in sorted(found))


def _trigger_of(step: Step) -> Trigger | None:
    """The first trigger that the step's own file declares and switches off, if none is on."""
    if step.kind.family not in _TRIGGERED or step.role != Role.PIPELINE or is_automatic(step):
        return None
    off = (t for t in step.triggers if not t.enabled and t.place.path == step.path)
    return next((t for t in off if t.kind not in BY_PERSON), None)


def _name_of(step: Step) -> str:
    is_job = step.kind.family == StepFamily.JOB
    return step.name if is_job else step.group.rpartition("#")[2] or step.name


def _switches_on(workflow: Workflow, step: Step, name: str) -> bool:
    effects = workflow.own_effects(step)
    return any(e.kind == _ACTIVATE and e.artifact in (name, None) for e in effects)


def _covered(workflow: Workflow, trigger: Trigger) -> list[str]:
    """The steps that the trigger would reach, but for those that start by themselves anyway."""
    return [s.id for s in workflow.steps if trigger in s.triggers and not is_automatic(s)]
