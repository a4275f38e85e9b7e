"""Functions and classes of the tree of which the project says itself what they read and write."""

from __future__ import annotations

from mlaudit.catalog import CallModel, find_own_call
from mlaudit.catalog.data import own_names
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.recording import record_call
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    ExternalInstance,
    FunctionValue,
    Value,
)


def call_described(
    run: Evaluation, function: FunctionValue, arguments: Arguments, site: Site
) -> Value | None:
    """The result of a call that the configuration describes; None for all others.

    What the configuration says stands for the body of the function, which is not entered.
    """
    model = _find_model(function)
    if model is None:
        return None
    given = record_call(run, model, model.name, arguments, site, function.owner)
    return given or ExternalInstance("", model.name, None, "", arguments)


def note_described(run: Evaluation, class_: ClassValue, arguments: Arguments, site: Site) -> None:
    """Note what the configuration says of making an object; the class is entered all the same.

    Its methods need what its constructor keeps.
    """
    model = _find_model(class_)
    if model is not None:
        record_call(run, model, model.name, arguments, site)


def _find_model(called: FunctionValue | ClassValue) -> CallModel | None:
    if not own_names():
        return None
    module = called.module.module.path.removesuffix(".py").removesuffix("/__init__")
    return find_own_call(f"{module.replace('/', '.')}.{called.qualified}")
