"""Models of what changes, copies and lists the fields of objects."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.passing import first_of
from mlaudit.graph.python.records import default_of, is_record
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_MAX_DEPTH = 5
_MAKERS = ("model_validate", "parse_obj", "model_construct", "construct", "from_dict", "validate")
"""Class methods of pydantic, dacite and their like that take a dict of the fields."""
TEXT_MAKERS = ("model_validate_json", "parse_raw", "from_json", "from_yaml", "from_toml")
"""Those that take text."""
FILE_MAKERS = ("parse_file", "from_json_file", "from_yaml_file", "from_toml_file")
"""Those that take the name of a file."""
SCHEMA_MAKERS = ("schema", "Schema")
"""Those that give a schema, which makes objects itself."""
GIVEN_BY_DECORATORS = frozenset(
    {*_MAKERS, *TEXT_MAKERS, *FILE_MAKERS, *SCHEMA_MAKERS, "to_dict", "to_json"}
)
"""Members that decorators add to records."""


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
    from mlaudit.graph.python.library_schemas import schema_of
    from mlaudit.graph.python.structures import structure, structure_file, structure_text

    given = arguments.positional[0] if arguments.positional else DictValue(arguments.keywords)
    if not is_record(class_):
        return None
    if name in _MAKERS:
        return structure(run, class_, given, site)
    if name in TEXT_MAKERS:
        return structure_text(run, class_, given, site)
    if name in FILE_MAKERS:
        return structure_file(run, class_, given, f"{class_.name}.{name}", site)
    return schema_of(class_) if name in SCHEMA_MAKERS else None


def _replace(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return replace_fields(first_of(arguments), arguments.keywords)


def _as_dict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    made = as_dict(first_of(arguments))
    if isinstance(made, InstanceValue):
        return DictValue(dict(made.attributes), made.open_)
    return made if isinstance(made, DictValue) else None


def _as_tuple(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    made = as_dict(first_of(arguments))
    return ListValue(list(made.entries.values()), "tuple") if isinstance(made, DictValue) else None


def _fields(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    value = first_of(arguments)
    class_ = value.class_ if isinstance(value, InstanceValue) else value
    if not isinstance(class_, ClassValue):
        return None
    return ListValue([_describe(run, name, given, site) for name, given in class_.fields], "tuple")


def _describe(run: Evaluation, name: str, given: Value | None, site: Site) -> Value:
    """What `fields()` tells of a field: its name and, where it has one, its default."""
    known: dict[str, Value] = {"name": Known(name)}
    default = default_of(run, given, name, site)
    if given is not None and not isinstance(default, UnknownValue):
        known["default"] = default
    return InstanceValue(None, known, open_=True)


def _make_object(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`object.__new__(class)`."""
    class_ = first_of(arguments)
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
