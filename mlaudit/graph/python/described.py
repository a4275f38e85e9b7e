"""Functions of the tree of which the project says itself what they read and write."""

from __future__ import annotations

from mlaudit.catalog import find_own_call
from mlaudit.catalog.data import own_names
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.recording import record_call
from mlaudit.graph.python.values import Arguments, ExternalInstance, FunctionValue, Value


def call_described(
    run: Evaluation, function: FunctionValue, arguments: Arguments, site: Site
) -> Value | None:
    """The result of a call that the configuration describes; None for all others.

    What the configuration says stands for the body of the function, which is not entered.
    """
    model = find_own_call(_dotted_name(function)) if own_names() else None
    if model is None:
        return None
    given = record_call(run, model, model.name, arguments, site, function.owner)
    return given or ExternalInstance("", model.name, None, "", arguments)


def _dotted_name(function: FunctionValue) -> str:
    module = function.module.module.path.removesuffix(".py").removesuffix("/__init__")
    return f"{module.replace('/', '.')}.{function.qualified}"
