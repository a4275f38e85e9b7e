"""Turns `[[call]]` tables into models, with errors that name the entry and the field."""

from __future__ import annotations

import re
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

Table = Mapping[str, Any]
Member = TypeVar("Member", bound=StrEnum)

_NAME = re.compile(r"\w+(\.\w+)*")
_SPECS = ("path", "source", "destination", "also")
_FLAGS = ("directory", "handle", "text_only", "local", "checked")
_TEXTS = ("chain", "scheme", "note", "registers_by")
_FIELDS = {
    *("name", "same", "effect", "also_effects", "receiver", "kind", "holds", "mode", "extension"),
    *("alternative", "implies", "pins", "pin_form", *_SPECS, *_FLAGS, *_TEXTS),
}


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
    unknown = sorted(set(table) - _FIELDS)
    if unknown:
        raise CatalogError(f"{name}: unknown field {unknown[0]!r}")
    fields: dict[str, Any] = {key: table[key] for key in (*_FLAGS, *_TEXTS) if key in table}
    _check_plain(name, fields)
    fields |= {key: _specs(name, key, table[key]) for key in _SPECS if key in table}
    kind, receiver = table.get("kind", "other"), table.get("receiver", "")
    if kind not in KINDS:
        raise CatalogError(f"{name}: kind {kind!r} is none of {', '.join(KINDS)}")
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
            raise CatalogError(f"{name}: {key} is {wanted.__name__}, not {value!r}")


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
    known = {"position", "keyword", "receiver", "older", "default", "basename"}
    if not isinstance(part, dict) or not set(part) <= known:
        raise CatalogError(f"{name}: {key} is a table of {', '.join(sorted(known))}")
    if not {"position", "keyword", "receiver"} & set(part):
        raise CatalogError(f"{name}: {key} needs a position, a keyword or receiver = true")
    position = part.get("position")
    if position is not None and (not isinstance(position, int) or position < 0):
        raise CatalogError(f"{name}: {key}: position counts from 0")
    return ArgumentSpec(
        position=position,
        keyword=part.get("keyword"),
        receiver=part.get("receiver", False),
        older=tuple(part.get("older", ())),
        default=part.get("default"),
        basename=part.get("basename", False),
    )


def _mode(name: str, value: object) -> ModeSpec:
    if not isinstance(value, dict) or not isinstance(value.get("default"), str):
        raise CatalogError(f"{name}: mode is a table with position, keyword and default")
    return ModeSpec(value.get("position"), value.get("keyword"), value["default"])


def _extension(name: str, value: object) -> ExtensionSpec:
    if isinstance(value, str):
        return ExtensionSpec(suffix=value)
    if not isinstance(value, dict) or not {"suffix", "values"} & set(value):
        raise CatalogError(f"{name}: extension is text or a table with suffix or values")
    argument = value.get("argument")
    return ExtensionSpec(
        suffix=value.get("suffix", ""),
        bare=value.get("bare", False),
        unless=value.get("unless"),
        argument=_spec(name, "extension.argument", argument) if argument else None,
        values=tuple(value.get("values", {}).items()),
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
        equals=tuple(value["equals"]),
        model=build_model(name, base | rest),
    )


def _implied(name: str, value: object) -> ImpliedAccess:
    if not isinstance(value, dict) or not isinstance(value.get("path"), str):
        raise CatalogError(f"{name}: implies is a list of tables with effect and path")
    return ImpliedAccess(
        effect=_member(name, "implies.effect", Effect, value.get("effect")),
        path=value["path"],
        kind=value.get("kind", "other"),
        directory=value.get("directory", False),
    )
