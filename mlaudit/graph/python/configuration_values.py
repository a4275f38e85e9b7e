"""Configuration data as values, and how values of several sources are put together."""

from __future__ import annotations

import re
from typing import Any

from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.interpolation import Interpolation
from mlaudit.graph.python.library_records import as_dict
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    ClassValue,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    Value,
)
from mlaudit.model.data import Data, Sequence, Table
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_STORE = "unresolved configuration"
_MAX_DEPTH = 12
_OPEN = lazy_regex(r"[^\[{]+\{|\{[\w.]*\}")
"""Text with a hole, which is no YAML."""


def value_of_data(data: Data) -> Value:
    """Configuration data as a value."""
    if isinstance(data, Table):
        return DictValue({entry.key: value_of_data(entry.value) for entry in data.entries})
    if isinstance(data, Sequence):
        return ListValue([value_of_data(item) for item in data.items])
    return Known(data.value)


def merge_tables(first: DictValue, second: DictValue) -> DictValue:
    """The second table over the first, entry by entry; neither is changed."""
    entries = dict(first.entries)
    for key, value in second.entries.items():
        old = entries.get(key)
        both = isinstance(old, DictValue) and isinstance(value, DictValue)
        entries[key] = merge_tables(old, value) if both else value  # type: ignore[arg-type]
    return DictValue(entries, first.open_ or second.open_)


def put_value(target: DictValue, keys: list[str], value: Value) -> None:
    """Set the value behind a chain of keys; tables on the way are made."""
    for key in keys[:-1]:
        below = target.entries.get(key)
        if not isinstance(below, DictValue):
            below = DictValue({})
            target.entries[key] = below
        target = below
    target.entries[keys[-1]] = value


def plain_of_value(value: Value) -> Any:
    """A value as dicts, lists and scalars; None where a part of it is not known."""
    if isinstance(value, DictValue) and not value.open_:
        parts = {str(key): plain_of_value(item) for key, item in value.entries.items()}
        complete = all(parts[str(k)] is not None or v == NONE for k, v in value.entries.items())
        return parts if complete else None
    if isinstance(value, ListValue) and not value.open_:
        items = [plain_of_value(item) for item in value.items]
        pairs = zip(items, value.items, strict=True)
        return items if all(item is not None or given == NONE for item, given in pairs) else None
    if isinstance(value, PathValue):
        return value.text.removeprefix(ROOT + "/")
    known = isinstance(value, Known) and isinstance(value.value, str | int | float | bool)
    return value.value if isinstance(value, Known) and known else None


def find_value(value: Value, dotted: str) -> Value | None:
    """The value behind `a.b[0]`, or None."""
    found: Value | None = value
    for key in filter(None, re.split(r"[.\[\]]+", dotted)):
        if isinstance(found, DictValue):
            found = found.entries.get(key)
        elif isinstance(found, ListValue) and key.isdigit() and int(key) < len(found.items):
            found = found.items[int(key)]
        else:
            return None
    return found


def read_word(text: str) -> Value:
    """The value of a word such as `3`, `true` or `[a, b]`, read as YAML."""
    if _OPEN.match(text):
        return Known(text)
    data, message, _ = read_yaml(text)
    if message is not None or data is None:
        return Known(text if text else None)
    return value_of_data(data)


def table_of_words(words: list[str]) -> DictValue:
    """`a.b=value` words as nested tables."""
    made = DictValue({})
    for word in words:
        key, sign, text = word.partition("=")
        keys = [part for part in re.split(r"[.\[\]]+", key.lstrip("+-")) if part]
        if keys:
            put_value(made, keys, read_word(text) if sign else Known(None))
    return made


def resolve(run: Evaluation, raw: Value) -> Value:
    """A configuration with its references filled in; what it was before is remembered."""
    if not isinstance(raw, DictValue | ListValue) or not has_reference(raw):
        return raw
    found = Interpolation(raw, run.environment).fill(raw)
    store = run.kept.setdefault(_STORE, {})
    if isinstance(store, dict):
        store[id(found)] = (found, raw)
    return found


def unresolved(run: Evaluation, value: Value) -> Value:
    """What a configuration was before its references were filled in."""
    store = run.kept.get(_STORE)
    found = store.get(id(value)) if isinstance(store, dict) else None
    return found[1] if isinstance(found, tuple) else value


def has_reference(value: Value, depth: int = 0) -> bool:
    """Is there a `${…}` anywhere in a value?"""
    if depth > _MAX_DEPTH:
        return False
    if isinstance(value, DictValue):
        return any(has_reference(item, depth + 1) for item in value.entries.values())
    if isinstance(value, ListValue):
        return any(has_reference(item, depth + 1) for item in value.items)
    return isinstance(value, Known) and isinstance(value.value, str) and "${" in value.value


def as_table(run: Evaluation, value: Value) -> DictValue | None:
    """A table, a record or a class of records as a table; None for everything else."""
    raw = unresolved(run, value)
    if isinstance(raw, DictValue):
        return raw
    made = as_dict(raw) if isinstance(raw, InstanceValue) else None
    return made if isinstance(made, DictValue) else None


def is_record_class(value: Value) -> bool:
    """Is it a class whose fields a structured configuration takes?"""
    return isinstance(value, ClassValue) and bool(value.fields)
