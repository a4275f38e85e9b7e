"""Elements and keys of containers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mlaudit.graph.python.inheritance import is_mapping_class, is_tuple
from mlaudit.graph.python.values import (
    ClassValue,
    DictValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    Union,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

MAX_ITERATIONS = 64
"""Most elements of a container that are looked at one by one."""


def iterate(value: Value, label: str = "item") -> tuple[list[Value], bool]:
    """The elements of a value and whether these are all of them."""
    if isinstance(value, ListValue):
        complete = not value.open_ and len(value.items) <= MAX_ITERATIONS
        return take_first(value.items, label), complete
    if isinstance(value, DictValue):
        complete = not value.open_ and len(value.entries) <= MAX_ITERATIONS
        return take_first([as_value(key) for key in value.entries], label), complete
    if isinstance(value, ClassValue):
        members = [m for m in value.namespace.values() if getattr(m, "class_", None) is value]
        if members:
            return members, True
    if isinstance(value, InstanceValue) and value.class_ is not None and is_tuple(value.class_):
        names = [name for name, _ in value.class_.fields]
        return [value.attributes[name] for name in names if name in value.attributes], True
    if isinstance(value, InstanceValue) and is_mapping_class(value.class_):
        complete = not value.open_ and len(value.attributes) <= MAX_ITERATIONS
        return take_first([Known(name) for name in value.attributes], label), complete
    if isinstance(value, Union):
        parts = [iterate(option, label) for option in value.options]
        return [item for items, _ in parts for item in items], False
    return [unknown(reason_behind(value), label)], False


def take_first(items: Sequence[Value], label: str = "item") -> list[Value]:
    """The first elements, and one value that stands for all others where there are too many."""
    if len(items) <= MAX_ITERATIONS:
        return list(items)
    return [*items[:MAX_ITERATIONS], unknown(UnresolvedReason.BOUND, label)]


def take_within(
    items: list[Value], spent: Callable[[], bool], label: str = "item"
) -> Iterator[Value]:
    """The elements one by one; once enough is spent on them, one value for all that remain."""
    for number, item in enumerate(items):
        if number and number + 1 < len(items) and spent():
            yield join(items[number:], label)
            return
        yield item


def reason_behind(value: Value) -> UnresolvedReason:
    """Why a value is not known; data at run time when it does not say."""
    reason = getattr(value, "reason", None)
    return reason if isinstance(reason, UnresolvedReason) else UnresolvedReason.DATA


def as_value(key: object) -> Value:
    """The value that a key of a dict stands for."""
    if isinstance(key, str | bytes | int | float | complex | bool) or key is None:
        return Known(key)
    if isinstance(key, tuple):
        return ListValue([as_value(part) for part in key], "tuple")
    if isinstance(key, InstanceValue | ClassValue | FunctionValue):
        return key
    return unknown(UnresolvedReason.DATA, "key")


UNKNOWN_KEY = object()
"""What `key_of` gives for a key that is not known."""


def key_of(value: Value) -> Any:
    """What stands for a value as a key of a dict; objects, classes and functions are their own."""
    if isinstance(value, Known):
        return value.value
    if isinstance(value, InstanceValue) and isinstance(value.text, Known):
        return value.text.value
    if isinstance(value, (InstanceValue, ClassValue, FunctionValue)):
        return value
    if isinstance(value, ListValue):
        parts = tuple(key_of(item) for item in value.items)
        return UNKNOWN_KEY if value.open_ or UNKNOWN_KEY in parts else parts
    return UNKNOWN_KEY


def put_key(target: DictValue, key: Value, value: Value) -> None:
    """Set a key; an unknown key opens the dict."""
    known = key_of(key)
    if known is not UNKNOWN_KEY:
        target.entries[known] = value
    else:
        target.open_ = True
        target.entries.setdefault(UNKNOWN_KEY, value)
