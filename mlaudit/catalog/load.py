"""Turns `[[call]]` tables into models, with errors that name the entry and the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from mlaudit.catalog.effects import Effect, Holds, PinForm
from mlaudit.catalog.models import (
    Alternative,
    ArgumentSpec,
    CallModel,
    ExtensionSpec,
    ImpliedAccess,
    ModeSpec,
)
from mlaudit.model.vocabulary import KINDS
from mlaudit.patterns import lazy_regex

Table = Mapping[str, Any]
Member = TypeVar("Member", bound=StrEnum)

_NAME = lazy_regex(r"\w+(\.\w+)*")
_SPECS = ("path", "source", "destination", "also")
_FLAGS = ("directory", "handle", "text_only", "local", "checked")
_TEXTS = ("chain", "scheme", "note", "registers_by", "gives")
FIELDS = {
    *("name", "same", "effect", "also_effects", "receiver", "kind", "holds", "mode", "extension"),
    *("alternative", "implies", "pins", "pin_form", *_SPECS, *_FLAGS, *_TEXTS),
}

_SPEC_TYPES = {
    **{"position": int, "keyword": str, "receiver": bool},
    **{"older": list, "default": str, "unless": str, "basename": bool, "last": bool},
    "none_is_nothing": bool,
}
_MODE_TYPES = {"position": int, "keyword": str, "default": str}
_EXTENSION_TYPES = {
    "suffix": str,
    "bare": bool,
    "always": bool,
    "unless": str,
    "argument": dict,
    "values": dict,
}
_IMPLIED_TYPES = {
    **{"effect": str, "path": str, "parts": list, "when": dict, "equals": list},
    **{"kind": str, "directory": bool},
}
_WORDS = {int: "a number", str: "text", bool: "true or false", list: "a list", dict: "a table"}


class CatalogError(ValueError):
    """An entry that cannot be used; the text says which, where and why."""


def load_models(text: str) -> tuple[CallModel, ...]:
    """The models of a TOML text with `[[call]]` tables, also under `[[tool.mlaudit.call]]`.

    Raises:
        CatalogError: the text is no TOML, or an entry is wrong.
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"not readable as TOML: {error}") from error
    tables = data.get("call")
    if tables is None:
        tool = data.get("tool")
        own = tool.get("mlaudit") if isinstance(tool, dict) else None
        tables = own.get("call", []) if isinstance(own, dict) else []
    return tuple(models_of_tables(tables))


def models_of_tables(tables: object) -> Iterator[CallModel]:
    """The models of decoded `[[call]]` tables, one for each name."""
    if not isinstance(tables, list):
        raise CatalogError("call: write [[call]], a list of tables")
    for number, table in enumerate(tables, 1):
        if not isinstance(table, dict):
            raise CatalogError(f"call {number}: not a table")
        for name in names_of(table, f"call {number}"):
            yield build_model(name, table)


def names_of(table: Table, where: str) -> tuple[str, ...]:
    """The names that an entry describes: its own and those with the same facts."""
    name, same = table.get("name"), table.get("same", [])
    if not isinstance(name, str):
        raise CatalogError(f"{where}: name is missing")
    if not isinstance(same, list):
        raise CatalogError(f"{name}: same is a list of names")
    for each in (name, *same):
        if not isinstance(each, str) or not _NAME.fullmatch(each):
            raise CatalogError(f"{where}: {each!r} is no dotted name")
    return (name, *same)


def build_model(name: str, table: Table) -> CallModel:
    """The model of one name; every field is checked."""
    unknown = sorted(set(table) - FIELDS)
    if unknown:
        raise CatalogError(f"{name}: unknown field {unknown[0]!r}")
    fields: dict[str, Any] = {key: table[key] for key in (*_FLAGS, *_TEXTS) if key in table}
    _check_plain(name, fields)
    fields |= {key: _specs(name, key, table[key]) for key in _SPECS if key in table}
    kind, receiver = table.get("kind", "other"), table.get("receiver", "")
    if kind not in KINDS:
        raise CatalogError(f"{name}: kind {kind!r} is none of {', '.join(KINDS)}")
    if fields.get("gives", "") not in ("", "path", "source", "destination"):
        raise CatalogError(f"{name}: gives is path, source or destination")
    if receiver not in ("", "any", "typed"):
        raise CatalogError(f'{name}: receiver is "any", "typed" or absent, not {receiver!r}')
    return CallModel(
        name=name,
        effect=_member(name, "effect", Effect, table.get("effect")),
        kind=kind,
        receiver=receiver,
        holds=_member(name, "holds", Holds, table.get("holds", "path")),
        mode=_mode(name, table["mode"]) if "mode" in table else None,
        extension=_extension(name, table["extension"]) if "extension" in table else None,
        alternative=_alternative(name, table) if "alternative" in table else None,
        implies=tuple(_implied(name, each) for each in _list(name, "implies", table)),
        also_effects=tuple(
            _member(name, "also_effects", Effect, each)
            for each in _list(name, "also_effects", table)
        ),
        pins=tuple(map(str, _list(name, "pins", table))),
        pin_form=(
            _member(name, "pin_form", PinForm, table["pin_form"]) if "pin_form" in table else None
        ),
        **fields,
    )


def _check_plain(name: str, fields: Table) -> None:
    for key, value in fields.items():
        wanted = bool if key in _FLAGS else str
        if not isinstance(value, wanted):
            raise CatalogError(f"{name}: {key} is {_WORDS[wanted]}, not {value!r}")


def _list(name: str, key: str, table: Table) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise CatalogError(f"{name}: {key} is a list")
    return value


def _member(name: str, key: str, kind: type[Member], value: object) -> Member:
    try:
        return kind(value)  # type: ignore[arg-type]
    except ValueError:
        allowed = ", ".join(member.value for member in kind)
        raise CatalogError(f"{name}: {key} {value!r} is none of {allowed}") from None


def _specs(name: str, key: str, value: object) -> tuple[ArgumentSpec, ...]:
    parts = value if isinstance(value, list) else [value]
    return tuple(_spec(name, key, part) for part in parts)


def _spec(name: str, key: str, part: object) -> ArgumentSpec:
    fields = _typed(name, key, part, _SPEC_TYPES)
    if not {"position", "keyword", "receiver"} & set(fields):
        raise CatalogError(f"{name}: {key} needs a position, a keyword or receiver = true")
    if fields.get("position", 0) < 0:
        raise CatalogError(f"{name}: {key}: position counts from 0")
    older = fields.pop("older", [])
    return ArgumentSpec(older=tuple(map(str, older)), **fields)


def _typed(name: str, key: str, value: object, types: Mapping[str, type]) -> dict[str, Any]:
    """The fields of a table, each of its type."""
    if not isinstance(value, dict) or not set(value) <= set(types):
        raise CatalogError(f"{name}: {key} is a table of {', '.join(types)}")
    for field, each in value.items():
        wanted = types[field]
        if not isinstance(each, wanted) or (wanted is int and isinstance(each, bool)):
            words = _WORDS[wanted]
            raise CatalogError(f"{name}: {key}: {field} is {words}, not {each!r}")
    return dict(value)


def _mode(name: str, value: object) -> ModeSpec:
    fields = _typed(name, "mode", value, _MODE_TYPES)
    if "default" not in fields:
        raise CatalogError(f"{name}: mode needs a default")
    return ModeSpec(fields.get("position"), fields.get("keyword"), fields["default"])


def _extension(name: str, value: object) -> ExtensionSpec:
    if isinstance(value, str):
        return ExtensionSpec(suffix=value)
    fields = _typed(name, "extension", value, _EXTENSION_TYPES)
    argument = fields.pop("argument", None)
    values = fields.pop("values", {})
    return ExtensionSpec(
        argument=None if argument is None else _spec(name, "extension.argument", argument),
        values=tuple((str(each), str(suffix)) for each, suffix in values.items()),
        **fields,
    )


def _alternative(name: str, table: Table) -> Alternative:
    value = table["alternative"]
    if not isinstance(value, dict) or not {"argument", "equals"} <= set(value):
        raise CatalogError(f"{name}: alternative is a table with argument and equals")
    rest = {key: each for key, each in value.items() if key not in ("argument", "equals")}
    kept = ("effect", "kind", "receiver", "scheme", "pins", "checked")
    base = {key: table[key] for key in kept if key in table}
    return Alternative(
        argument=_spec(name, "alternative.argument", value["argument"]),
        equals=tuple(_list(name, "equals", value)),
        model=build_model(name, base | rest),
    )


def _implied(name: str, value: object) -> ImpliedAccess:
    fields = _typed(name, "implies", value, _IMPLIED_TYPES)
    if ("path" in fields) == ("parts" in fields):
        raise CatalogError(f"{name}: implies needs a path or parts")
    fields["parts"] = _specs(name, "implies.parts", fields.get("parts", []))
    fields["equals"] = tuple(fields.get("equals", ()))
    if "when" in fields:
        fields["when"] = _spec(name, "implies.when", fields["when"])
    fields["effect"] = _member(name, "implies.effect", Effect, fields.get("effect"))
    return ImpliedAccess(**fields)
