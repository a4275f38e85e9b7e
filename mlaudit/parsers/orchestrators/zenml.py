"""ZenML: pipelines and their steps, read statically.

Understood are functions with `@pipeline` and the steps that they start, also through plain
functions and classes of the file, schedules, and `wait` for a person.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Facts, Gate, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.definitions.building import (
    System,
    declare_flows,
    flow_functions,
)
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Function, Source, read_source
from mlaudit.parsers.orchestrators.definitions.uses import Rules
from mlaudit.parsers.orchestrators.definitions.values import is_empty, keyword

ZENML_PIPELINE = StepKind("zenml-pipeline", StepFamily.PART, "pipeline")
ZENML_STEP = StepKind("zenml-step", StepFamily.PART, "pipeline")
ZENML_SCHEDULE = StepKind("zenml-schedule", StepFamily.TASK, "pipeline")

_PIPELINES = ("zenml.pipeline", "zenml.pipelines.pipeline")
_MARKS = ("zenml.step", "zenml.steps.step", *_PIPELINES)
_SYSTEM = System(ZENML_PIPELINE, ZENML_STEP, _PIPELINES, Rules(_MARKS, False, "zenml"))
_SETTERS = ("with_options", "configure")
_WAIT = ("zenml.wait",)


def parse_zenml(path: str, data: bytes) -> Facts:
    """The pipelines of a file and their schedules; files without ZenML give nothing."""
    source = read_source(path, data, b"zenml", b".with_options(")
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "pipelines", _read)


def _read(source: Source) -> Iterator[DeclaredStep]:
    pipelines = flow_functions(source, _SYSTEM)
    triggers = {name: tuple(_own_triggers(source, f)) for name, f in pipelines.items()}
    for step in declare_flows(source, _SYSTEM, triggers):
        gates = () if step.part_of else tuple(_gates(source, pipelines[step.name]))
        yield replace(step, gates=gates)
    yield from _schedules(source)


def _own_triggers(source: Source, function: Function) -> Iterator[Trigger]:
    call = source.decorator(function, *_PIPELINES)
    yield from _trigger(source, keyword(call, "schedule") if call is not None else None)


def _trigger(source: Source, given: ast.expr | None) -> Iterator[Trigger]:
    if given is not None and not is_empty(given):
        schedule = source.made(given)
        place = Place(source.path, schedule.lineno)
        yield Trigger(TriggerKind.SCHEDULE, shown(schedule, source.constants), place)


def _gates(source: Source, function: Function) -> Iterator[Gate]:
    """Where the pipeline waits for what a person answers."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and source.qualified(node.func) in _WAIT:
            yield Gate(Place(source.path, node.lineno), "wait until a person answers")


def _schedules(source: Source) -> Iterator[DeclaredStep]:
    """`training.with_options(schedule=…)`, and `training(…).run(schedule=…)` of old."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        triggers = tuple(_trigger(source, keyword(node, "schedule")))
        pipeline = node.func.value
        if node.func.attr == "run" and isinstance(pipeline, ast.Call):
            pipeline = pipeline.func
        elif node.func.attr not in _SETTERS:
            continue
        function = source.function_of(pipeline)
        if triggers and function is not None:
            place = Place(source.path, node.lineno)
            name = f"schedule of {function[1]}"
            yield DeclaredStep(
                ZENML_SCHEDULE,
                name,
                place,
                name,
                runs=(Run(place, callable_=function),),
                triggers=triggers,
                marks=_PIPELINES,
            )


PARSER = Parser("zenml", lambda path: path.endswith(".py"), parse_zenml)
