"""Reads the generated index of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from typing import Any, TypeVar

from mlaudit.plugins import CATALOG, find_modules

FOLDER = Path(__file__).parent
INDEX = FOLDER / "index.json"

Index = dict[str, Any]
Found = TypeVar("Found")

_own: list[Mapping[str, Any]] = []
_caches: list[Callable[[], None]] = []


def remembered(function: Callable[..., Found]) -> _lru_cache_wrapper[Found]:
    """Like `functools.cache`, until another project describes its own calls."""
    found = cache(function)
    _caches.append(found.cache_clear)
    return found


def use_calls(tables: Sequence[Mapping[str, Any]]) -> None:
    """Have the calls that a project describes itself count, and no longer those of another one.

    Args:
        tables: entries that the catalogue's reader has accepted.
    """
    if list(tables) != _own:
        _own[:] = tables
        for forget in _caches:
            forget()


@remembered
def own_names() -> frozenset[str]:
    """The names of the calls that the project describes itself."""
    return frozenset(name for table in _own for name in (table["name"], *table.get("same", ())))


@remembered
def read_index() -> Index:
    """Everything that is known of calls: what mlaudit brings, plugins add and the project says."""
    shared = _read_shared()
    if not _own:
        return shared
    from mlaudit.catalog.extension import add_call

    index = {
        **shared,
        "entries": list(shared["entries"]),
        "names": dict(shared["names"]),
        "methods": dict(shared["methods"]),
    }
    for table in _own:
        add_call(index, table, "the configuration")
    return index


@cache
def _read_shared() -> Index:
    """The committed index with what plugins add; read once, at the first look-up.

    Sections: `entries` (call tables), `names` (name to number of its entry), `methods` (method or
    chain to the names that match on any receiver, by precedence), `aliases`,
    `returns`, `choices`, `members`, `attributes`, `items`, `bases`, `patterns`, `instances`.
    """
    found: Index = json.loads(INDEX.read_bytes())
    texts = list(find_texts())
    if texts:
        from mlaudit.catalog.extension import extend

        for origin, text in texts:
            extend(found, text, origin)
    return found


def find_texts() -> Iterator[tuple[str, str]]:
    """(origin, TOML text) of each catalogue file of a plugin.

    A module gives its `CATALOG`, a text; a package also every TOML file in its folder.
    """
    for module in find_modules(CATALOG):
        own = getattr(module, "CATALOG", None)
        if isinstance(own, str):
            yield module.__file__ or module.__name__, own
        for folder in getattr(module, "__path__", ()):
            for file in sorted(Path(folder).glob("*.toml")):
                yield str(file), file.read_text(encoding="utf-8")
