"""Calls as sources: what functions of the scanned code return, and what libraries are given."""

from __future__ import annotations

from mlaudit.graph.explanation.code import show
from mlaudit.graph.explanation.environment import (
    environment_source,
    is_environment,
    working_directory,
)
from mlaudit.graph.explanation.events import Called, Evaluated, results_of
from mlaudit.graph.explanation.lookups import look_up
from mlaudit.graph.explanation.objects import choose, holds
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.explanation.telling import reason_of_unknown, show_value
from mlaudit.graph.python.values import (
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model.explanation import Source, SourceKind


def explain_call(
    search: Search, node: Evaluated, expression: e.Call, target: Value
) -> list[Source]:
    """The sources of what a call gives."""
    name = _external_name(node)
    if is_environment(name):
        return [environment_source(search, node, target)]
    if (where := working_directory(node, name, target)) is not None:
        return [where]
    for called in node.calls():
        if isinstance(called.callee, FunctionValue | ClassValue):
            found = explain_results(search, node, called, target)
            if found:
                return found
    receiver = _receiver(node, expression)
    if receiver is not None and _keeps(receiver.value, target):
        return look_up(search, node, receiver, target)
    return explain_children(search, node, target)


def _keeps(container: Value | None, target: Value) -> bool:
    """Is the target one of the values of a container, so that a method only looks it up?"""
    is_container = isinstance(container, DictValue | InstanceValue | ExternalInstance)
    return is_container and container is not target and holds(container, target)


def explain_results(search: Search, node: Evaluated, called: Called, target: Value) -> list[Source]:
    """What a function of the scanned code returns for the target."""
    for result in reversed(list(results_of(called))):
        if result.value is not None and holds(result.value, target):
            parts = search.parts(search, result, target)
            value = show_value(target)
            note = "" if parts else reason_of_unknown(target)
            name = show(node.expression, 4)
            place = result.place
            code = show(result.expression)
            return [Source(SourceKind.RETURN, name, code, value, place, note, parts)]
    return []


def _receiver(node: Evaluated, expression: e.Call) -> Evaluated | None:
    function = expression.function
    return node.part(function.base) if isinstance(function, e.Attribute) else None


def _external_name(node: Evaluated) -> str:
    for called in node.calls():
        if isinstance(called.callee, ExternalValue):
            return called.callee.name
    return ""


def explain_children(search: Search, node: Evaluated, target: Value) -> list[Source]:
    """The sources of what an operator, an f-string or a display is made of."""
    children = [child for child in node.children if isinstance(child, Evaluated)]
    exact = [child for child in children if holds(child.value, target)]
    found: list[Source] = []
    for child in exact[-1:] or children:
        if child.value is not None:
            found.extend(search.parts(search, child, choose(child.value, target)))
    return found
