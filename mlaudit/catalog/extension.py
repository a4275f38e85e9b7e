"""Calls that plugins describe, added to those of the catalogue."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from mlaudit.catalog.data import Index
from mlaudit.catalog.load import CatalogError, build_model, names_of
from mlaudit.plugins import PluginError


def extend(index: Index, text: str, origin: str) -> None:
    """Add the `[[call]]` tables of a TOML text to an index; what it describes anew counts.

    Raises:
        PluginError: the text is no TOML, or an entry is wrong.
    """
    try:
        tables = tomllib.loads(text).get("call", [])
        for table in tables:
            add_call(index, table, origin)
    except (tomllib.TOMLDecodeError, CatalogError, TypeError, AttributeError) as error:
        raise PluginError(f"the catalogue of {origin}: {error}") from error


def add_call(index: Index, table: Mapping[str, Any], origin: str) -> None:
    """Add one entry; raises CatalogError where it is wrong."""
    number = len(index["entries"])
    for name in names_of(table, origin):
        model = build_model(name, table)
        index["names"][name] = number
        if model.receiver == "any":
            method = model.chain or name.rpartition(".")[2]
            known = index["methods"].setdefault(method, [])
            index["methods"][method] = [name, *(other for other in known if other != name)]
    index["entries"].append({k: v for k, v in table.items() if k not in ("name", "same")})
