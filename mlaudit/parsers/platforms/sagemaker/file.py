"""SageMaker: pipelines and jobs, followed without running their code.

Read are `Pipeline(steps=[…])` of all versions of the SDK with the scripts, inputs and outputs of
its steps, and jobs that code starts by itself (`estimator.fit(…)`, `processor.run(…)`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.definitions.facts import too_deep
from mlaudit.parsers.orchestrators.definitions.source import Source, read_source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Instance,
    Kind,
    Made,
    Reference,
)
from mlaudit.parsers.orchestrators.definitions.tracing.tracer import Tracer
from mlaudit.parsers.platforms.sagemaker.pipelines import declare_pipelines
from mlaudit.parsers.platforms.sagemaker.starts import declare_jobs

_WORDS = (b"Step(", b".fit(", b".run(", b".train(", b"@step", b"RegisterModel(")


def parse_sagemaker(path: str, data: bytes) -> Facts:
    """The steps and jobs of a file; files without SageMaker give nothing."""
    source = read_source(path, data, *_WORDS) if b"sagemaker" in data else None
    if source is None:
        return Facts(path, PARSER.name)
    try:
        if not any(module.startswith("sagemaker") for module, _ in source.origins.values()):
            return Facts(path, PARSER.name)
        tracer = Tracer(source, lambda _: False, _is_step)
        steps = tuple(_steps(source, tracer))
    except RecursionError:
        return too_deep(path, PARSER.name, "steps")
    problems = (Problem(Place(path), "too long to find all its steps", whole=False),)
    return Facts(path, PARSER.name, steps=steps, problems=problems if tracer.exhausted else ())


def _steps(source: Source, tracer: Tracer) -> Iterator[DeclaredStep]:
    scope = tracer.load()
    for value in list(scope.values()):
        if isinstance(value, Code) and value.function not in tracer.entered and not _is_step(value):
            name = value.function.name
            call = ast.copy_location(ast.Call(ast.Name(name), [], []), value.function)
            tracer.call_code(value, Made(value, (), {}, call))
        elif isinstance(value, Kind):
            _build(tracer, value)
    pipelines = tuple(declare_pipelines(source, tracer.made))
    yield from pipelines or declare_jobs(source, tracer.made)


def _build(tracer: Tracer, kind: Kind) -> None:
    """A class whose methods build a pipeline, and that other files make objects of."""
    methods = [m for m in kind.members.values() if isinstance(m, Code)]
    if any(method.function in tracer.entered for method in methods):
        return
    whole = [m for m in methods if _calls(m, "Pipeline")]
    for method in whole:
        call = ast.copy_location(ast.Call(ast.Name(method.function.name), [], []), method.function)
        made = tracer.make(kind, Made(kind, (), {}, call))
        if isinstance(made, Instance):
            own = replace(method, receiver=made)
            tracer.call_code(own, Made(own, (), {}, call))


def _calls(code: Code, name: str) -> bool:
    calls = (n.func for n in ast.walk(code.function) if isinstance(n, ast.Call))
    return any((getattr(f, "id", "") or getattr(f, "attr", "")) == name for f in calls)


def _is_step(code: Code) -> bool:
    """Is it a function with `@step`?"""
    for decorator in code.decorators:
        callee = decorator.callee if isinstance(decorator, Made) else decorator
        named = isinstance(callee, Reference) and callee.name.startswith("sagemaker")
        if named and isinstance(callee, Reference) and callee.last == "step":
            return True
    return False


PARSER = Parser("sagemaker", lambda path: path.endswith(".py"), parse_sagemaker)
