"""Reads the generated index of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mlaudit.plugins import CATALOG, find_modules

FOLDER = Path(__file__).parent
INDEX = FOLDER / "index.json"

Index = dict[str, Any]


@cache
def read_index() -> Index:
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
