"""What a configuration file says to mlaudit itself: of the project it is no evidence."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.data import Data, Entry, Table
from mlaudit.parsers.path_text import name_of

KEYS = {"mlaudit.toml": (), "pyproject.toml": ("tool", "mlaudit")}
"""The files, by name, and the keys that lead to the settings."""


def without_own_settings(path: str, data: Data | None) -> Data | None:
    """The data of a configuration file without mlaudit's settings; None where nothing is left."""
    keys = KEYS.get(name_of(path))
    return data if keys is None or data is None else _drop(data, keys)


def _drop(data: Data, keys: tuple[str, ...]) -> Data | None:
    if not keys:
        return None
    if not isinstance(data, Table):
        return data
    entries = []
    for entry in data.entries:
        left = _drop(entry.value, keys[1:]) if entry.key == keys[0] else entry.value
        if left is not None:
            entries.append(Entry(entry.key, left, entry.line))
    return replace(data, entries=tuple(entries))
