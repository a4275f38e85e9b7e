"""Models of libraries that make objects of plain data: dacite, cattrs, marshmallow."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.passing import give_receiver
from mlaudit.graph.python.structures import structure, structure_file, structure_text
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    ExternalInstance,
    Value,
)

_SCHEMA = "marshmallow.Schema"


def _class_first(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`dacite.from_dict(data_class=Class, data=dict)`."""
    class_ = arguments.get(0, "data_class") or arguments.get(None, "type_")
    return structure(run, class_, arguments.get(1, "data") or arguments.get(1, "obj"), site)


def _class_second(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`cattrs.structure(dict, Class)`, `msgspec.convert(dict, Class)`."""
    class_ = arguments.get(1, "cl") or arguments.get(None, "type")
    return structure(run, class_, arguments.get(0, "obj"), site)


def _decode(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`msgspec.yaml.decode(text, type=Class)`."""
    class_, text = arguments.get(None, "type"), arguments.get(0, "buf")
    return structure_text(run, class_, text, site) if class_ is not None and text else None


def _parse_file(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`parse_yaml_file_as(Class, path)`, `parse_yaml_raw_as(Class, text)`."""
    class_, source = arguments.get(0, "model_type"), arguments.get(1, "file")
    if source is None:
        return None
    if "file" in name:
        return structure_file(run, class_, source, name, site)
    return structure_text(run, class_, source, site)


def _make_schema(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`class_schema(Class)`, `desert.schema(Class)`, `TypeAdapter(Class)`."""
    schema = ExternalInstance(_SCHEMA, name)
    schema.state["class"] = arguments.positional[0] if arguments.positional else None
    return schema


def schema_of(class_: ClassValue) -> ExternalInstance:
    """What `Class.schema()` of dataclasses-json and `Class.Schema` of marshmallow give."""
    schema = ExternalInstance(_SCHEMA, "schema")
    schema.state["class"] = class_
    return schema


def _load(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    class_ = receiver.state.get("class") if isinstance(receiver, ExternalInstance) else None
    given = arguments.positional[0] if arguments.positional else None
    if not isinstance(class_, ClassValue) or given is None:
        return None
    if name in ("loads", "validate_json"):
        return structure_text(run, class_, given, site)
    return structure(run, class_, given, site)


MODELS = {
    **dict.fromkeys(["dacite.from_dict", "dacite.core.from_dict"], _class_first),
    **dict.fromkeys(["pydantic.parse_obj_as", "pydantic.tools.parse_obj_as"], _class_first),
    **dict.fromkeys(["serde.from_dict", "mashumaro.decoder.decode"], _class_first),
    **dict.fromkeys(["cattrs.structure", "cattr.structure", "msgspec.convert"], _class_second),
    **dict.fromkeys(["msgspec.yaml.decode", "msgspec.json.decode", "msgspec.toml.decode"], _decode),
    **dict.fromkeys(
        ["pydantic_yaml.parse_yaml_file_as", "pydantic_yaml.parse_yaml_raw_as"], _parse_file
    ),
    **dict.fromkeys(
        ["marshmallow_dataclass.class_schema", "desert.schema", "pydantic.TypeAdapter"],
        _make_schema,
    ),
    "desert.schema_class": _make_schema,
}
METHODS = {
    f"{_SCHEMA}.__call__": give_receiver,
    **{
        f"{_SCHEMA}.{name}": _load for name in ("load", "loads", "validate_python", "validate_json")
    },
}
