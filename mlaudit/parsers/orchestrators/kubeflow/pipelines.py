"""Pipelines and their tasks as declared steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from mlaudit.model.facts import DeclaredStep, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.orchestrators.definitions.building import (
    System,
    declare_flow,
    declare_task,
    flow_functions,
)
from mlaudit.parsers.orchestrators.definitions.flows import FlowReader
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.uses import Rules, Use
from mlaudit.parsers.orchestrators.definitions.values import is_false, keyword
from mlaudit.parsers.orchestrators.kubeflow.containers import (
    command_runs,
    container_name,
    image_of,
    returned_container,
)

KFP_PIPELINE = StepKind("kfp-pipeline", StepFamily.PART, "pipeline")
KFP_TASK = StepKind("kfp-task", StepFamily.PART, "pipeline")

_MODULES = ("kfp.dsl", "kfp.v2.dsl", "kfp.components", "kfp.v2.components")
_PIPELINES = tuple(f"{module}.pipeline" for module in _MODULES)
_COMPONENTS = tuple(
    f"{module}.{name}"
    for module in _MODULES
    for name in ("component", "container_component", "python_component", "notebook_component")
)
_RULES = Rules((*_COMPONENTS, *_PIPELINES), False, "kfp")
_SYSTEM = System(KFP_PIPELINE, KFP_TASK, _PIPELINES, _RULES)
_MAKERS = ("create_component_from_func", "func_to_container_op")
_LOADERS = ("load_component_from_file", "load_component_from_url", "load_component_from_text")
_RECURRING = ("create_recurring_run", "create_schedule", "create_schedule_from_job_spec")


def read_pipelines(source: Source) -> Iterator[DeclaredStep]:
    """The pipelines of a file with their tasks."""
    pipelines = flow_functions(source, _SYSTEM)
    made, loaded = _components(source)
    for name, function in pipelines.items():
        reader = FlowReader(source, _RULES, made, partial(_container_task, source, loaded))
        reader.read(function.body)
        triggers = tuple(_recurring(source)) if len(pipelines) == 1 else ()
        yield declare_flow(
            source, KFP_PIPELINE, name, function.lineno, (source.path, name), triggers
        )
        for use in reader.uses.values():
            yield _task(source, name, use, tuple(pipelines))


def _components(source: Source) -> tuple[dict[str, str], frozenset[str]]:
    """Functions by the variables that hold components of them, and variables of loaded ones."""
    made: dict[str, str] = {}
    loaded: set[str] = set()
    for node in source.statements():
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        maker = source.qualified(node.value.func).rpartition(".")[2]
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if maker in _LOADERS:
            loaded.update(names)
        function = keyword(node.value, "func") or next(iter(node.value.args), None)
        is_known = isinstance(function, ast.Name) and function.id in source.functions
        if maker in _MAKERS and is_known and isinstance(function, ast.Name):
            made.update(dict.fromkeys(names, function.id))
    return made, frozenset(loaded)


def _container_task(source: Source, loaded: frozenset[str], call: ast.Call) -> str | None:
    """The name of a task that is no function of the tree."""
    if isinstance(call.func, ast.Name) and call.func.id in loaded:
        return call.func.id
    return container_name(source, call)


def _task(source: Source, pipeline: str, use: Use, pipelines: tuple[str, ...]) -> DeclaredStep:
    step = declare_task(source, _SYSTEM, pipeline, use, pipelines)
    function = source.functions.get(use.function[1]) if use.known else None
    if use.call is not None and use.function[0] == "":
        runs, image = command_runs(source, use.call), image_of(source, use.call)
        return replace(step, runs=runs, image=image, marks=())
    if function is None:
        return step
    container = returned_container(source, function)
    if container is not None:
        runs = command_runs(source, container)
        return replace(step, runs=runs, image=image_of(source, container))
    return replace(step, image=image_of(source, source.decorator(function, *_COMPONENTS)))


def _recurring(source: Source) -> Iterator[Trigger]:
    """Runs that the file asks for again and again."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        given = keyword(node, "cron_expression", "cron", "interval_second", "schedule")
        if node.func.attr in _RECURRING and given is not None:
            enabled = not is_false(keyword(node, "enabled"))
            detail = shown(source.made(given), source.constants)
            yield Trigger(TriggerKind.SCHEDULE, detail, Place(source.path, given.lineno), enabled)
