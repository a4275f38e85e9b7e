"""Libraries that make objects of the classes which they are handed: Ray, LensKit."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.passing import give_first
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    ExternalValue,
    FunctionValue,
    PartialValue,
    Value,
)


def _remote(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`ray.remote(Class)`, and `ray.remote(num_cpus=1)`, which is called with the class."""
    if arguments.positional:
        first = arguments.positional[0]
        if isinstance(first, ClassValue):
            first.decorators = (*first.decorators, name)
        return first if isinstance(first, ClassValue | FunctionValue) else None
    return PartialValue(ExternalValue(name), Arguments())


def _add_component(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`builder.add_component(name, Class, config)`: the pipeline makes `Class(config)`.

    https://lkpy.lenskit.org/stable/guide/pipeline
    """
    component = arguments.get(1, "obj")
    config = arguments.get(2, "config")
    if isinstance(component, ClassValue):
        given = [] if config is None or config == NONE else [config]
        run.call(run, component, Arguments(given), site)
    return None


MODELS = {"ray.remote": _remote, "ray.put": give_first, "ray.get": give_first}
METHODS = {
    "lenskit.pipeline.PipelineBuilder.add_component": _add_component,
    "lenskit.pipeline.PipelineBuilder.replace_component": _add_component,
}
