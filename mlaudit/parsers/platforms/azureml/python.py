"""Jobs and pipelines of Azure Machine Learning that Python code defines (second SDK).

Read are `@pipeline` functions with the components that they call, `command(…)`, components in
YAML of the repository, functions with `@command_component`, and schedules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.orchestrators.definitions.facts import declare_in
from mlaudit.parsers.orchestrators.definitions.source import Source, read_source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Reference,
    Value,
    known_text,
    shown,
)
from mlaudit.parsers.orchestrators.definitions.tracing.tracer import Tracer
from mlaudit.parsers.platforms.azureml.file import AZUREML_SCHEDULE
from mlaudit.parsers.platforms.azureml.jobs import AZUREML_JOB
from mlaudit.parsers.platforms.azureml.nodes import Nodes, complete_step

_WORDS = (b"command", b"pipeline", b"load_component")


def parse_azureml_python(path: str, data: bytes) -> Facts:
    """The jobs of a file; files without the SDK give nothing."""
    known = b"azure.ai.ml" in data or b"mldesigner" in data
    source = read_source(path, data, *_WORDS) if known else None
    if source is None:
        return Facts(path, PARSER.name)
    return declare_in(source, PARSER.name, "jobs", _steps)


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The same steps with the commands of components in YAML."""
    if not facts.path.endswith(".py") or all(s.kind != AZUREML_JOB for s in facts.steps):
        return facts
    steps = tuple(
        complete_step(step, look_up) if step.kind == AZUREML_JOB else step for step in facts.steps
    )
    return replace(facts, steps=steps)


def _steps(source: Source) -> Iterator[DeclaredStep]:
    modules = {module for module, _ in source.origins.values()}
    if not any(module.startswith(("azure.ai.ml", "mldesigner")) for module in modules):
        return
    tracer = Tracer(source, _is_pipeline, _is_component, opaque=True)
    scope = tracer.load()
    for value in list(scope.values()):
        if isinstance(value, Code) and value.function not in tracer.entered:
            call = ast.copy_location(
                ast.Call(ast.Name(value.function.name), [], []), value.function
            )
            tracer.call_code(value, Made(value, (), {}, call))
    nodes = Nodes(source, tracer)
    yield from nodes.declare()
    for made in tracer.made:
        if made.kind == "JobSchedule":
            yield _schedule(source, nodes, made)


def _named(code: Code, *names: str) -> bool:
    """Is one of the decorators of that name, and of the SDK?"""
    for decorator in code.decorators:
        callee = decorator.callee if isinstance(decorator, Made) else decorator
        if isinstance(callee, Reference) and callee.last in names:
            return callee.name.startswith(("azure.", "mldesigner."))
    return False


def _is_pipeline(code: Code) -> bool:
    return _named(code, "pipeline")


def _is_component(code: Code) -> bool:
    return _named(code, "command_component")


def _schedule(source: Source, nodes: Nodes, made: Made) -> DeclaredStep:
    place = Place(source.path, made.line)
    name = shown(made.given("name") or "schedule")
    group = nodes.group_of(made.given("create_job"))
    trigger = Trigger(TriggerKind.SCHEDULE, _time(made.given("trigger")), place)
    return DeclaredStep(
        AZUREML_SCHEDULE,
        name,
        place,
        f"schedules.{name}",
        runs=(Run(place, step=group),) if group else (),
        triggers=(trigger,),
        group=source.path,
    )


def _time(value: Value) -> str:
    """The cron line or the recurrence."""
    if isinstance(value, Member) or not isinstance(value, Made):
        return shown(value or "schedule")
    line = known_text(value.given("expression", place=0))
    if value.kind == "CronTrigger" and line:
        return line
    frequency = shown(value.given("frequency", place=0) or "?")
    return f"every {shown(value.given('interval', place=1) or 1)} {frequency}"


PARSER = Parser("azureml-python", lambda path: path.endswith(".py"), parse_azureml_python, complete)
