"""Finding an object again inside the values that hold it."""

from __future__ import annotations

from mlaudit.graph.python.text import text_of
from mlaudit.graph.python.values import (
    DictValue,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    Value,
    options_of,
)

_MAX_INSIDE = 4
"""How deep containers are looked into."""


def holds(value: Value | None, target: Value, depth: int = _MAX_INSIDE) -> bool:
    """Is the object the value, one of its options, or somewhere inside it?"""
    if value is target:
        return True
    if value is None or depth == 0:
        return False
    return any(holds(inner, target, depth - 1) for inner in inside(value))


def inside(value: Value) -> list[Value]:
    """The values that a value is made of."""
    options = options_of(value)
    if len(options) > 1:
        return list(options)
    if isinstance(value, ListValue):
        return value.items
    if isinstance(value, DictValue):
        return list(value.entries.values())
    if isinstance(value, InstanceValue):
        return list(value.attributes.values())
    if isinstance(value, ExternalInstance):
        data = value.state.get("data")
        kept = [data] if isinstance(data, DictValue) else []
        return [*kept, *([value.path] if value.path is not None else [])]
    return []


def choose(value: Value, target: Value) -> Value:
    """Of several values that a part may have, the one that the whole was made with."""
    options = options_of(value)
    if holds(value, target):
        return target
    whole = text_of(target) if isinstance(target, Known | PathValue) else None
    if len(options) < 2 or whole is None:
        return value
    texts = {text: option for option in options if (text := text_of(option)) and text in whole}
    return texts[max(texts, key=len)] if texts else value
