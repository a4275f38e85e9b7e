"""Attributes and items: what was stored there, and configuration files."""

from __future__ import annotations

from mlaudit.graph.explanation.bindings import explain_binding
from mlaudit.graph.explanation.code import show
from mlaudit.graph.explanation.configuration import configuration_source, hydra_source
from mlaudit.graph.explanation.environment import environment_source
from mlaudit.graph.explanation.events import Binding, Called, Evaluated
from mlaudit.graph.explanation.holders import find_holder
from mlaudit.graph.explanation.names import explain_maker
from mlaudit.graph.explanation.objects import holds
from mlaudit.graph.explanation.options import argv_source, option_source
from mlaudit.graph.explanation.roles import ITEM
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.python.values import (
    ExternalInstance,
    ExternalValue,
    ModuleValue,
    UnknownValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model.explanation import Source, SourceKind


def look_up(search: Search, node: Evaluated, base: Evaluated, target: Value) -> list[Source]:
    """The source of `base.name`, `base[key]` and `base.get(key)`."""
    name = show(node.expression, 4)
    if base.value == ExternalValue("os.environ"):
        return [environment_source(search, node, target)]
    if (option := option_source(search, name, target, None)) is not None:
        return [option]
    if (stored := _find_stored(search, node, base, target)) is not None:
        return explain_binding(search, name, stored, target)
    if isinstance(target, UnknownValue):
        below = search.parts(search, base, base.value) if base.value is not None else ()
        unknown = Source(SourceKind.UNKNOWN, name, "", None, node.place, target.reason.value)
        return [below[0] if _is_same_gap(below, unknown) else unknown]
    if isinstance(base.value, ExternalValue):
        return []
    return _look_inside(search, node, base, name, target)


def _is_same_gap(below: tuple[Source, ...], unknown: Source) -> bool:
    """Is the container itself unknown for the same reason?"""
    return len(below) == 1 and below[0].value is None and _reason(below[0]) == unknown.note


def _reason(source: Source) -> str:
    return source.note or next((_reason(part) for part in source.parts), "")


def _find_stored(search: Search, node: Evaluated, base: Evaluated, target: Value) -> Binding | None:
    """The assignment that put the target where it was found."""
    expression = node.expression
    key = expression.name if isinstance(expression, e.Attribute) else ITEM
    known = tuple(search.trace.bound.get(key, ()))
    if isinstance(base.value, ModuleValue):
        known = search.trace.bindings_in(base.value.scope.scope, key)
    for binding in reversed(known):
        source = binding.source
        if isinstance(source, Called) or source is node or binding.kind == "default":
            continue
        if holds(source.value, target):
            return binding
    return None


def _look_inside(
    search: Search, node: Evaluated, base: Evaluated, name: str, target: Value
) -> list[Source]:
    holder = find_holder(search, base, target)
    found: Source | None = None
    if isinstance(holder, Called):
        found = hydra_source(search, name, holder, target)
    elif isinstance(holder.expression, e.Call) and holder.value is not None:
        found = configuration_source(search, name, holder, target)
    elif isinstance(holder.value, ExternalInstance) or isinstance(holder.expression, e.Attribute):
        found = argv_source(search, name, holder, target)
    if found is not None:
        return [found]
    made = explain_maker(search, node, name, target)
    if made or base.value is None:
        return made
    return list(search.parts(search, base, target if holds(base.value, target) else base.value))
