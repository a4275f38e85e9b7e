"""Pipelines, their tasks, and what runs them.

Source: https://tekton.dev/docs/pipelines/pipelines/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Entry, Table
from mlaudit.model.facts import DeclaredStep, Run, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.ci.tekton.parameters import bind, substitute
from mlaudit.parsers.ci.tekton.tasks import image_of, read_runs
from mlaudit.parsers.ci.tekton.triggers import read_triggers
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of

TEKTON_TASK = StepKind("tekton-task", StepFamily.JOB, "pipeline")
_TASKS = ("Task", "ClusterTask")
_RUNS = ("PipelineRun", "TaskRun")


@immutable
class Resource:
    """A resource of Tekton; one of a template is filled in by an event."""

    kind: str
    name: str
    table: Table
    templated: bool = False


@immutable
class File:
    """The resources of a file."""

    path: str
    resources: tuple[Resource, ...]

    def find(self, kinds: tuple[str, ...], name: str | None) -> Resource | None:
        """The resource of a name, or None."""
        named = (r for r in self.resources if r.kind in kinds and r.name == name)
        return next(named, None)


def read_file(documents: tuple[Data, ...], path: str) -> list[DeclaredStep]:
    """The tasks of all pipelines; tasks that no pipeline of the file uses wait for a call."""
    file = File(path, tuple(_resources(documents)))
    found: list[DeclaredStep] = []
    used: set[str] = set()
    for resource in file.resources:
        if resource.kind == "Pipeline":
            runs = [r for r in file.resources if _refers(r, "pipelineRef", resource.name)]
            triggers = tuple(t for run in runs for t in _triggers(run, path))
            given = find(runs[0].table, "spec", "params") if runs else None
            spec = find(resource.table, "spec")
            found += _read_pipeline(resource.name, spec, given, triggers, file, used)
        elif resource.kind in _RUNS:
            found += _read_run(resource, file, used)
    tasks = (r for r in file.resources if r.kind in _TASKS and r.name not in used)
    return [*found, *(_read_task(task, path) for task in tasks)]


def _resources(documents: tuple[Data, ...]) -> Iterator[Resource]:
    for document in documents:
        if not isinstance(document, Table):
            continue
        if not (text_of(document.get("apiVersion")) or "").startswith(("tekton.dev", "triggers.")):
            continue
        yield _resource(document)
        for item in items_of(find(document, "spec", "resourcetemplates")):
            if isinstance(item, Table):
                yield replace(_resource(item), templated=True)


def _resource(table: Table) -> Resource:
    metadata = table.get("metadata")
    name = text_of(find(metadata, "name")) or text_of(find(metadata, "generateName")) or "run"
    return Resource(text_of(table.get("kind")) or "", name.rstrip("-"), table)


def _refers(resource: Resource, key: str, name: str) -> bool:
    return resource.kind in _RUNS and text_of(find(resource.table, "spec", key, "name")) == name


def _triggers(resource: Resource, path: str) -> tuple[Trigger, ...]:
    return read_triggers(resource.table, path, templated=resource.templated)


def _read_run(resource: Resource, file: File, used: set[str]) -> list[DeclaredStep]:
    """A run that brings its pipeline or its task along, or starts one of another file."""
    spec = find(resource.table, "spec")
    triggers = _triggers(resource, file.path)
    given = find(spec, "params")
    inner = find(spec, "pipelineSpec")
    if inner is not None:
        return _read_pipeline(resource.name, inner, given, triggers, file, used)
    single = find(spec, "taskSpec")
    reference = find(spec, "taskRef")
    if single is not None or text_of(find(reference, "name")) is not None:
        task = Table((*_entries(spec, "taskSpec", "taskRef", "params"),), resource.table.line)
        return [replace(_read_one(resource.name, task, {}, file, used), triggers=triggers)]
    pipeline = text_of(find(spec, "pipelineRef", "name"))
    if pipeline is None or file.find(("Pipeline",), pipeline) is not None:
        return []
    place = Place(file.path, resource.table.line)
    run = Run(place, step=f"#tekton/{pipeline}")
    return [
        DeclaredStep(
            TEKTON_TASK,
            resource.name,
            place,
            resource.name,
            runs=(run,),
            triggers=triggers,
            group=f"{file.path}#run/{resource.name}",
        )
    ]


def _entries(spec: Data | None, *keys: str) -> Iterator[Entry]:
    for key in keys:
        value = find(spec, key)
        if value is not None:
            yield Entry(key, value, value.line)


def _read_pipeline(
    name: str,
    spec: Data | None,
    given: Data | None,
    triggers: tuple[Trigger, ...],
    file: File,
    used: set[str],
) -> list[DeclaredStep]:
    values = bind(spec, given)
    tasks = [t for t in items_of(find(spec, "tasks")) if isinstance(t, Table)]
    last = [t for t in items_of(find(spec, "finally")) if isinstance(t, Table)]
    own = triggers or (Trigger(TriggerKind.CALL, "", Place(file.path, _line(spec))),)
    names = tuple(_name(task) for task in tasks)
    found = []
    for task in (*tasks, *last):
        step = _read_one(_name(task), task, values, file, used)
        after = tuple(text for text, _ in texts_of(task.get("runAfter")) if text in names)
        found.append(
            replace(
                step,
                after=names if task in last else after,
                triggers=own,
                group=f"{file.path}#tekton/{name}",
            )
        )
    return found


def _line(data: Data | None) -> int:
    return data.line if data is not None else 0


def _name(task: Table) -> str:
    return text_of(task.get("name")) or "task"


def _read_one(
    name: str, task: Table, values: dict[str, Data], file: File, used: set[str]
) -> DeclaredStep:
    """A task of a pipeline: with its steps where the file has them, else a call of it."""
    task = substitute(task, values)
    place = Place(file.path, task.line)
    reference = text_of(find(task, "taskRef", "name"))
    resource = file.find(_TASKS, reference)
    spec = task.get("taskSpec")
    if resource is not None:
        used.add(resource.name)
        spec = find(resource.table, "spec")
    step = DeclaredStep(TEKTON_TASK, name, place, f"tasks.{name}", group=file.path)
    if isinstance(spec, Table):
        spec = substitute(spec, bind(spec, task.get("params")))
        return replace(step, runs=tuple(read_runs(spec, file.path)), image=image_of(spec))
    if reference is None:
        return step
    return replace(step, runs=(Run(place, step=f"#tekton/{reference}"),))


def _read_task(task: Resource, path: str) -> DeclaredStep:
    """A task for pipelines of other files, which give its parameters: they stay open."""
    spec = find(task.table, "spec")
    place = Place(path, task.table.line)
    return DeclaredStep(
        TEKTON_TASK,
        task.name,
        place,
        f"tasks.{task.name}",
        runs=tuple(read_runs(spec, path)),
        triggers=(Trigger(TriggerKind.CALL, "", place),),
        image=image_of(spec),
        group=f"{path}#tekton/{task.name}",
    )
