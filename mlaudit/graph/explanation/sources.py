"""Where the names in an expression have their values from."""

from __future__ import annotations

from mlaudit.graph.explanation.calls import explain_call, explain_children, explain_results
from mlaudit.graph.explanation.events import Evaluated
from mlaudit.graph.explanation.lookups import look_up
from mlaudit.graph.explanation.names import explain_name
from mlaudit.graph.explanation.search import CODE, MAX_DEPTH, Search
from mlaudit.graph.explanation.trace import Trace
from mlaudit.graph.python.values import (
    PathValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model.explanation import Source


def find_sources(
    trace: Trace, files: tuple[str, ...], node: Evaluated, target: Value
) -> tuple[Source, ...]:
    """The sources of everything in an expression that makes `target`; `files` are settings."""
    return _parts(Search(trace, _parts, files), node, target)


def _parts(search: Search, node: Evaluated, target: Value) -> tuple[Source, ...]:
    key = (id(node), id(target))
    if node.value is None or key in search.active or len(search.active) >= MAX_DEPTH:
        return ()
    search.active.append(key)
    found = _find(search, node, target)
    search.active.pop()
    return tuple(dict.fromkeys(found))


def _find(search: Search, node: Evaluated, target: Value) -> list[Source]:
    expression = node.expression
    if isinstance(node.value, CODE):
        return []
    if isinstance(expression, e.Name):
        return explain_name(search, node, target)
    if isinstance(expression, e.Attribute):
        return _explain_attribute(search, node, expression, target)
    if isinstance(expression, e.Item):
        base = node.part(expression.base)
        return [] if base is None else look_up(search, node, base, target)
    if isinstance(expression, e.Call):
        return explain_call(search, node, expression, target)
    return explain_children(search, node, target)


def _explain_attribute(
    search: Search, node: Evaluated, expression: e.Attribute, target: Value
) -> list[Source]:
    base = node.part(expression.base)
    if base is None or base.value is None:
        return []
    if isinstance(base.value, PathValue):
        return list(search.parts(search, base, base.value))
    for called in node.calls():
        found = explain_results(search, node, called, target)
        if found:
            return found
    return look_up(search, node, base, target)
