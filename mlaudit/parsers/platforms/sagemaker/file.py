"""SageMaker: pipelines and jobs, followed without running their code.

Read are `Pipeline(steps=[…])` of all versions of the SDK with the scripts, inputs and outputs of
its steps, and jobs that code starts by itself (`estimator.fit(…)`, `processor.run(…)`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.definitions.source import Source, read_source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import Code, Made, Reference
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
        steps = tuple(_steps(source))
    except RecursionError:
        problem = Problem(Place(path), "nested too deeply to find its steps", whole=False)
        return Facts(path, PARSER.name, problems=(problem,))
    return Facts(path, PARSER.name, steps=steps)


def _steps(source: Source) -> Iterator[DeclaredStep]:
    if not any(module.startswith("sagemaker") for module, _ in source.origins.values()):
        return
    tracer = Tracer(source, lambda _: False, _is_step)
    scope = tracer.load()
    for value in list(scope.values()):
        if isinstance(value, Code) and value.function not in tracer.entered and not _is_step(value):
            name = value.function.name
            call = ast.copy_location(ast.Call(ast.Name(name), [], []), value.function)
            tracer.call_code(value, Made(value, (), {}, call))
    pipelines = tuple(declare_pipelines(source, tracer.made))
    yield from pipelines or declare_jobs(source, tracer.made)


def _is_step(code: Code) -> bool:
    """Is it a function with `@step`?"""
    for decorator in code.decorators:
        callee = decorator.callee if isinstance(decorator, Made) else decorator
        named = isinstance(callee, Reference) and callee.name.startswith("sagemaker")
        if named and isinstance(callee, Reference) and callee.last == "step":
            return True
    return False


PARSER = Parser("sagemaker", lambda path: path.endswith(".py"), parse_sagemaker)
