"""Jobs of a workflow as steps."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, DeclaredStep, Gate, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.ci.github.artifacts import unpack_downloads
from mlaudit.parsers.ci.github.conditions import allows, is_never
from mlaudit.parsers.ci.github.expressions import Context, expand, to_pattern
from mlaudit.parsers.ci.github.steps import (
    Defaults,
    Steps,
    read_environment,
    read_steps,
    read_with,
    with_environment,
)
from mlaudit.parsers.ci.github.triggers import Event, read_events, read_inputs
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of


def read_jobs(root: Data, path: str) -> list[DeclaredStep]:
    """The jobs of the workflow at `path`, in file order."""
    return unpack_downloads(list(_jobs(root, path)))


def _jobs(root: Data, path: str) -> Iterator[DeclaredStep]:
    events = read_events(root, path)
    inputs = read_inputs(root)
    shared = read_environment(find(root, "env"), Context())
    defaults = Defaults().with_inner(find(root, "defaults", "run"))
    for entry in entries_of(find(root, "jobs")):
        if isinstance(entry.value, Table):
            job = _read_job(entry.key, entry.value, path, shared, defaults)
            yield replace(
                job,
                place=Place(path, entry.line),
                triggers=_triggers(events, find(entry.value, "if")),
                inputs=inputs,
            )


def _read_job(
    name: str, job: Table, path: str, shared: dict[str, str], defaults: Defaults
) -> DeclaredStep:
    context = with_environment(Context(matrix=_matrix(job)), shared)
    environment = {**shared, **read_environment(find(job, "env"), context)}
    context = with_environment(context, environment)
    defaults = defaults.with_inner(find(job, "defaults", "run"))
    steps = read_steps(find(job, "steps"), path, context, defaults)
    called, used = _called_workflow(job, path, context)
    container = find(job, "container")
    image = text_of(container) or text_of(find(container, "image"))
    return DeclaredStep(
        StepKind.GITHUB_JOB,
        name,
        Place(path, job.line),
        f"jobs.{name}",
        runs=(*called, *steps.runs),
        reads=tuple(dict.fromkeys(steps.exchange.reads)),
        writes=tuple(dict.fromkeys(steps.exchange.writes)),
        after=tuple(text for text, _ in texts_of(find(job, "needs"))),
        gates=_gates(job, path, context, steps),
        uses=(*used, *steps.uses),
        environment=tuple(environment.items()),
        image=to_pattern(expand(image, context)) if image else None,
        group=path,
    )


def _called_workflow(
    job: Table, path: str, context: Context
) -> tuple[tuple[Run, ...], tuple[ActionUse, ...]]:
    target = text_of(find(job, "uses"))
    if target is None:
        return (), ()
    place = Place(path, job.line_of("uses"))
    if target.startswith("./"):
        return (Run(place, step=posixpath.normpath(target)),), ()
    inputs = read_with(find(job, "with"), context)
    return (), (ActionUse(target, tuple(inputs.items()), place),)


def _gates(job: Table, path: str, context: Context, steps: Steps) -> tuple[Gate, ...]:
    environment = find(job, "environment")
    name = text_of(environment) or text_of(find(environment, "name"))
    if name is None:
        return tuple(steps.gates)
    place = Place(path, job.line_of("environment"))
    detail = to_pattern(expand(name, context))
    return (Gate(place, f"environment {detail}"), *steps.gates)


def _triggers(events: tuple[Event, ...], condition: Data | None) -> tuple[Trigger, ...]:
    if is_never(condition):
        return tuple(replace(event.trigger, enabled=False) for event in events)
    return tuple(event.trigger for event in events if allows(condition, event.name))


def _matrix(job: Table) -> dict[str, str]:
    """The keys of the matrix that have one value in all its jobs."""
    matrix = find(job, "strategy", "matrix")
    values: dict[str, list[Data]] = {}
    for entry in entries_of(matrix):
        if entry.key not in {"include", "exclude"}:
            values[entry.key] = list(items_of(entry.value)) or [entry.value]
    for item in items_of(find(matrix, "include")):
        for entry in entries_of(item):
            values.setdefault(entry.key, []).append(entry.value)
    found = {}
    for key, options in values.items():
        texts = {str(o.value) for o in options if isinstance(o, Scalar)}
        if len(texts) == 1 and all(isinstance(o, Scalar) for o in options):
            text = texts.pop()
            if "${{" not in text:
                found[key] = text
    return found
