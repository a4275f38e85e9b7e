"""What is started at once: a step by itself, or all steps of a flow, a DAG or a workflow file."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Step
from mlaudit.parsers.registry import launcher_of

_TOGETHER = (StepFamily.TASK, StepFamily.JOB)


@immutable
class Whole:
    """What a person or a trigger starts.

    Attributes:
        id: of the step, or the group that the steps belong to.
        step: the step that is started, or the first one of a group.
        label: what a group is called, "" for a step by itself.
        command: what a person types, "" where no command line is known.
    """

    id: str
    step: Step
    label: str = ""
    command: str = ""


def whole_of(workflow: Workflow, step: Step) -> Whole:
    """What is started so that a step runs."""
    return _wholes(workflow)[step.id]


@asked_once
def _wholes(workflow: Workflow) -> Mapping[str, Whole]:
    found: dict[str, Whole] = {}
    groups: dict[str, Whole] = {}
    for step in workflow.steps:
        started = _started_for(workflow, step)
        group = group_of(started)
        if not group:
            found[step.id] = Whole(started.id, started, "", started.command)
            continue
        command = started.command if _takes_all(started.kind) else ""
        whole = Whole(group, started, label_of_group(started), command)
        found[step.id] = groups.setdefault(group, whole)
    return found


def _started_for(workflow: Workflow, step: Step) -> Step:
    """The code around a part of code; anything else is started as what it is."""
    seen: set[str] = set()
    while step.kind.family == StepFamily.PART and step.id not in seen:
        if launcher_of(step.kind.value) is not None:
            return step  # its tool starts it by its name
        seen.add(step.id)
        around = [workflow.step_by_id.get(i.by) for i in workflow.invokers.get(step.id, ())]
        step = next((s for s in around if s is not None and _holds(s)), step)
    return step


def _holds(starter: Step) -> bool:
    return starter.kind.family in (StepFamily.PART, StepFamily.CODE)


def group_of(step: Step) -> str:
    """The flow, DAG or file that is started as a whole with a step; "" for a step by itself."""
    family = step.kind.family
    if family == StepFamily.PART and launcher_of(step.kind.value) is None:
        return "" if step.group.startswith("#") else step.group  # a name that is in any file
    return (step.group or step.path) if family in _TOGETHER else ""


def label_of_group(step: Step) -> str:
    """What people call what is started as a whole with a step: `the DAG flow in flow.py`."""
    path, _, name = (step.group or step.path).partition("#")
    if not name or name.isdecimal():  # the line of a crontab
        return f"the {step.kind.noun} {path}"
    return f"the {step.kind.noun} {name} in {path}"


def title_of(whole: Whole) -> str:
    """What a person starts: a command line, or what it is called where none is known."""
    step = whole.step
    if whole.command or whole.label:
        return whole.command or whole.label
    if step.kind == StepKind.CONTAINER_BUILD:
        return f"docker build -f {step.path} ."
    return f"the {step.kind.noun} {step.name}" if step.kind.family == StepFamily.PART else step.name


def _takes_all(kind: StepKind) -> bool:
    """Does the command of one of the steps start all of the file?"""
    launcher = launcher_of(kind.value)
    return launcher is not None and launcher.at_once and not launcher.several
