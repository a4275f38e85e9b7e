"""Back from a container to what made it."""

from __future__ import annotations

from mlaudit.graph.explanation.events import Called, Evaluated, results_of
from mlaudit.graph.explanation.objects import holds
from mlaudit.graph.explanation.parameters import find_argument
from mlaudit.graph.explanation.search import MAX_DEPTH, Search
from mlaudit.graph.python.values import (
    FunctionValue,
    Value,
)
from mlaudit.model import expression as e


def find_holder(search: Search, node: Evaluated, target: Value) -> Evaluated | Called:
    """Back from a container to the call or display that made it; a call stands for a parameter."""
    current: Evaluated | Called = node
    for _ in range(MAX_DEPTH):
        if isinstance(current, Called):
            return current
        before = _before(search, current, target)
        if before is None:
            return current
        current = before
    return current


def _before(search: Search, node: Evaluated, target: Value) -> Evaluated | Called | None:
    expression = node.expression
    if isinstance(expression, e.Name):
        return _before_name(node, target)
    if isinstance(expression, e.Call):
        for called in node.calls():
            if isinstance(called.callee, FunctionValue):
                fitting = [r for r in results_of(called) if holds(r.value, target)]
                return fitting[-1] if fitting else None
    if isinstance(expression, e.Attribute):
        for binding in reversed(search.trace.bound.get(expression.name, ())):
            source = binding.source
            if isinstance(source, Evaluated) and holds(source.value, target):
                return source
    inner = [child for child in node.children if isinstance(child, Evaluated)]
    fitting = [child for child in inner if holds(child.value, target)]
    return fitting[0] if fitting else None


def _before_name(node: Evaluated, target: Value) -> Evaluated | Called | None:
    for binding in reversed(node.known):
        source = binding.source
        if isinstance(source, Evaluated) and holds(source.value, target):
            return source
        if isinstance(source, Called) and holds(binding.value, target):
            argument = find_argument(source, binding.name, binding.value or target)
            return argument or source
    return None
