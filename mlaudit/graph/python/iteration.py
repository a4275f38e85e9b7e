"""Elements and keys of containers."""

from __future__ import annotations

from mlaudit.graph.python.values import (
    ClassValue,
    DictValue,
    Known,
    ListValue,
    Union,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

MAX_ITERATIONS = 64
"""Most elements of a container that are looked at one by one."""


def iterate(value: Value, label: str = "item") -> tuple[list[Value], bool]:
    """The elements of a value and whether these are all of them."""
    if isinstance(value, ListValue):
        complete = not value.open_ and len(value.items) <= MAX_ITERATIONS
        return list(value.items[:MAX_ITERATIONS]), complete
    if isinstance(value, DictValue):
        return [_as_value(key) for key in list(value.entries)[:MAX_ITERATIONS]], not value.open_
    if isinstance(value, ClassValue):
        members = [m for m in value.namespace.values() if getattr(m, "class_", None) is value]
        if members:
            return members, True
    if isinstance(value, Union):
        parts = [iterate(option, label) for option in value.options]
        return [item for items, _ in parts for item in items], False
    return [unknown(reason_behind(value), label)], False


def reason_behind(value: Value) -> UnresolvedReason:
    """Why a value is not known; data at run time when it does not say."""
    reason = getattr(value, "reason", None)
    return reason if isinstance(reason, UnresolvedReason) else UnresolvedReason.DATA


def _as_value(key: object) -> Value:
    if isinstance(key, str | bytes | int | float | complex | bool) or key is None:
        return Known(key)
    if isinstance(key, tuple):
        return ListValue([_as_value(part) for part in key], "tuple")
    return unknown(UnresolvedReason.DATA, "key")


def put_key(target: DictValue, key: Value, value: Value) -> None:
    """Set a key; an unknown key opens the dict."""
    if isinstance(key, Known):
        target.entries[key.value] = value
    elif isinstance(key, ListValue) and all(isinstance(item, Known) for item in key.items):
        parts = (item.value for item in key.items if isinstance(item, Known))
        target.entries[tuple(parts)] = value
    else:
        target.open_ = True
        target.entries.setdefault(("*", id(target)), value)
