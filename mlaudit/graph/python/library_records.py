"""Models of what changes, copies and lists the fields of objects."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.records import is_record
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_MAX_DEPTH = 5
_MAKERS = ("model_validate", "parse_obj", "model_construct", "construct", "from_dict", "validate")
"""Class methods of pydantic, dacite and their like that take a dict of the fields."""


def as_dict(value: Value, depth: int = 0) -> Value:
    """`asdict(value)`: records become dicts, inside containers as well."""
    if depth > _MAX_DEPTH:
        return value
    if isinstance(value, InstanceValue) and value.class_ is not None and is_record(value.class_):
        names = [name for name, _ in value.class_.fields] or list(value.attributes)
        entries = {
            name: as_dict(value.attributes[name], depth + 1)
            for name in names
            if name in value.attributes
        }
        return DictValue(entries, value.open_)
    if isinstance(value, ListValue):
        items = [as_dict(item, depth + 1) for item in value.items]
        return ListValue(items, value.kind, value.open_)
    if isinstance(value, DictValue):
        entries = {key: as_dict(item, depth + 1) for key, item in value.entries.items()}
        return DictValue(entries, value.open_)
    return value


def replace_fields(value: Value, changes: dict[str, Value]) -> Value:
    """A copy of an object with other values of some fields."""
    if not isinstance(value, InstanceValue):
        return unknown(UnresolvedReason.CALL_RESULT, "copy")
    return InstanceValue(value.class_, {**value.attributes, **changes}, value.open_, value.label)


def make_model(
    run: Evaluation, class_: ClassValue, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """An object that a class method of a record makes of a dict, None for other methods."""
    given = arguments.positional[0] if arguments.positional else DictValue(arguments.keywords)
    if name not in _MAKERS or not is_record(class_):
        return None
    if not isinstance(given, DictValue):
        return run.call(run, class_, Arguments(open_=True), site)
    known = {key: value for key, value in given.entries.items() if isinstance(key, str)}
    return run.call(run, class_, Arguments([], known, given.open_), site)


def _first(arguments: Arguments) -> Value:
    return arguments.positional[0] if arguments.positional else unknown(UnresolvedReason.DATA)


def _replace(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return replace_fields(_first(arguments), arguments.keywords)


def _as_dict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    made = as_dict(_first(arguments))
    if isinstance(made, InstanceValue):
        return DictValue(dict(made.attributes), made.open_)
    return made if isinstance(made, DictValue) else None


def _as_tuple(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    made = as_dict(_first(arguments))
    return ListValue(list(made.entries.values()), "tuple") if isinstance(made, DictValue) else None


def _fields(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    value = _first(arguments)
    class_ = value.class_ if isinstance(value, InstanceValue) else value
    if not isinstance(class_, ClassValue):
        return None
    fields: list[Value] = [
        InstanceValue(None, {"name": Known(field)}, open_=True) for field, _ in class_.fields
    ]
    return ListValue(fields, "tuple")


def _make_object(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`object.__new__(class)`."""
    class_ = _first(arguments)
    return InstanceValue(class_, {}) if isinstance(class_, ClassValue) else None


MODELS = {
    "dataclasses.replace": _replace,
    "attrs.evolve": _replace,
    "attr.evolve": _replace,
    "copy.replace": _replace,
    "dataclasses.asdict": _as_dict,
    "attrs.asdict": _as_dict,
    "attr.asdict": _as_dict,
    "dataclasses.astuple": _as_tuple,
    "attrs.astuple": _as_tuple,
    "dataclasses.fields": _fields,
    "attrs.fields": _fields,
    "attr.fields": _fields,
    "object.__new__": _make_object,
}
