"""Jobs of a workflow as steps."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import ActionUse, DeclaredStep, Gate, Run, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.ci.github.artifacts import unpack_downloads
from mlaudit.parsers.ci.github.conditions import allows, is_never
from mlaudit.parsers.ci.github.expressions import Context, expand, to_pattern
from mlaudit.parsers.ci.github.inputs import is_called, read_defaults, read_inputs
from mlaudit.parsers.ci.github.matrix import read_combinations
from mlaudit.parsers.ci.github.steps import (
    Defaults,
    Steps,
    read_environment,
    read_handed,
    read_steps,
    read_with,
    with_environment,
)
from mlaudit.parsers.ci.github.triggers import Event, read_events
from mlaudit.parsers.ci.texts import is_true
from mlaudit.parsers.environment.values import entries_of, find, text_of, texts_of


def read_jobs(root: Data, path: str) -> list[DeclaredStep]:
    """The jobs of the workflow at `path`, in file order."""
    return unpack_downloads(list(_jobs(root, path)))


def _jobs(root: Data, path: str) -> Iterator[DeclaredStep]:
    events = read_events(root, path)
    inputs = read_inputs(root)
    shared = _Shared(
        path,
        Defaults().with_inner(find(root, "defaults", "run")),
        read_environment(find(root, "env"), Context()),
        {} if is_called(root) else {name: text or "" for name, text in inputs if text is not None},
    )
    handed = read_defaults(root) if is_called(root) else ()
    for entry in entries_of(find(root, "jobs")):
        if isinstance(entry.value, Table):
            yield from _services(entry.key, entry.value, path)
            job = _read_job(entry.key, entry.value, shared)
            yield replace(
                job,
                place=Place(path, entry.line),
                triggers=_triggers(events, find(entry.value, "if")),
                inputs=inputs,
                environment=(*handed, *job.environment),
            )


@immutable
class _Shared:
    """What holds for all jobs of the workflow at `path`."""

    path: str
    defaults: Defaults
    environment: dict[str, str]
    inputs: dict[str, str]


def _read_job(name: str, job: Table, shared: _Shared) -> DeclaredStep:
    path = shared.path
    environment, contexts = _contexts(job, shared)
    defaults = shared.defaults.with_inner(find(job, "defaults", "run"))
    steps = read_steps(find(job, "steps"), path, contexts, defaults)
    common = replace(contexts[0], matrix=_shared_values(contexts), own=())
    called, used = _called_workflow(job, path, contexts)
    container = find(job, "container")
    image = text_of(container) or text_of(find(container, "image"))
    return DeclaredStep(
        StepKind.GITHUB_JOB,
        name,
        Place(path, job.line),
        f"jobs.{name}",
        runs=(*_service_runs(name, job, path), *called, *steps.runs),
        reads=tuple(dict.fromkeys(steps.exchange.reads)),
        writes=tuple(dict.fromkeys(steps.exchange.writes)),
        after=tuple(text for text, _ in texts_of(find(job, "needs"))),
        gates=_gates(job, path, common, steps),
        uses=(*used, *steps.uses),
        environment=tuple(environment.items()),
        image=to_pattern(expand(image, common)) if image else None,
        group=path,
        tolerated=is_true(find(job, "continue-on-error")),
    )


def _services(name: str, job: Table, path: str) -> Iterator[DeclaredStep]:
    """The containers that run beside a job, such as a database that it tests with."""
    for entry in entries_of(find(job, "services")):
        image = text_of(entry.value) or text_of(find(entry.value, "image"))
        if image:
            yield DeclaredStep(
                StepKind.CONTAINER_SERVICE,
                f"{name}.{entry.key}",
                Place(path, entry.line),
                f"jobs.{name}.services.{entry.key}",
                image=to_pattern(expand(image, Context())),
                group=path,
            )


def _service_runs(name: str, job: Table, path: str) -> Iterator[Run]:
    """The job starts them, before its first step."""
    for service in _services(name, job, path):
        yield Run(service.place, step=service.name)


def _contexts(job: Table, shared: _Shared) -> tuple[dict[str, str], list[Context]]:
    """The variables of a job, "" where they differ, and what expressions mean in each variant."""
    found = []
    for matrix in read_combinations(job):
        outer = Context(matrix=matrix, inputs=shared.inputs)
        context = with_environment(outer, shared.environment)
        own = {**shared.environment, **read_environment(find(job, "env"), context)}
        found.append((with_environment(context, own), own))
    first = found[0][1]
    same = {k: v if all(own[k] == v for _, own in found) else "" for k, v in first.items()}
    contexts = [
        replace(context, own=tuple((k, v) for k, v in own.items() if v and not same[k]))
        for context, own in found
    ]
    return same, contexts


def _shared_values(contexts: list[Context]) -> dict[str, str]:
    """The values that the matrix has in all its jobs."""
    return dict(set.intersection(*(set(context.matrix.items()) for context in contexts)))


def _called_workflow(
    job: Table, path: str, contexts: list[Context]
) -> tuple[tuple[Run, ...], tuple[ActionUse, ...]]:
    target = text_of(find(job, "uses"))
    if target is None:
        return (), ()
    place = Place(path, job.line_of("uses"))
    if target.startswith("./"):
        step = posixpath.normpath(target)
        runs = (Run(place, step=step, environment=read_handed(job, c)) for c in contexts)
        return tuple(dict.fromkeys(runs)), ()
    inputs = read_with(find(job, "with"), contexts[0])
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
