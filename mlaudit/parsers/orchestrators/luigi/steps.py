"""Tasks as declared steps: each starts what it requires, and comes after it."""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.luigi.tasks import Task

LUIGI_TASK = StepKind("luigi-task", StepFamily.PART, "task")


def declare(source: Source, task: Task) -> DeclaredStep:
    """One task; one that neither runs nor requires anything stands for what is there."""
    name = task.node.name
    place = Place(source.path, task.node.lineno)
    # What it requires is followed with it; by name it is started wherever that is not seen.
    runs = [Run(place, callable_=(source.path, starter_of(name)))] if _acts(task) else []
    runs += [Run(place, step=f"*:{required}") for required in task.requires]
    return DeclaredStep(
        LUIGI_TASK,
        name,
        place,
        f"tasks.{name}",
        runs=tuple(runs),
        inputs=task.parameters,
        takes=tuple(("", required) for required in task.requires),
        gives=(name,),
        group=f"{source.path}#{name}",
    )


def _acts(task: Task) -> bool:
    return task.runs or bool(task.requires)


def starter_of(name: str) -> str:
    """The function that the driven code has for running a task."""
    return f"__luigi_{name}"
