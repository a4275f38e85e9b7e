"""Reads the generated index of the catalogue."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
INDEX = FOLDER / "index.json"

Index = dict[str, Any]


@cache
def read_index() -> Index:
    """The committed index; read once, at the first look-up.

    Sections: `entries` (call tables), `names` (name to number of its entry), `methods` (method or
    chain to the names that match on any receiver, by precedence), `aliases`,
    `returns`, `choices`, `members`, `attributes`, `items`, `bases`, `patterns`, `instances`.
    """
    found: Index = json.loads(INDEX.read_bytes())
    return found
