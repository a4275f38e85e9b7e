"""Configuration data (YAML, JSON, TOML, INI) as values that know their lines."""

from __future__ import annotations

from typing import Any, TypeAlias

from mlaudit.model.immutable import immutable


@immutable
class Scalar:
    """A single value and the line it stands on; text may hold template expressions."""

    value: str | int | float | bool | None
    line: int = 0


@immutable
class Sequence:
    """A list."""

    items: tuple[Data, ...]
    line: int = 0


@immutable
class Entry:
    """One key of a table with its line; keys that are no text are given as their text."""

    key: str
    value: Data
    line: int = 0


@immutable
class Table:
    """A mapping in file order; of duplicate keys the last one counts.

    `package` is where Hydra puts a whole file by its first lines (`# @package NAME`), or "".
    """

    entries: tuple[Entry, ...]
    line: int = 0
    package: str = ""

    def get(self, key: str) -> Data | None:
        """The value of `key`, or None."""
        for entry in reversed(self.entries):
            if entry.key == key:
                return entry.value
        return None

    def line_of(self, key: str) -> int:
        """The line of `key`, or that of the table."""
        for entry in reversed(self.entries):
            if entry.key == key:
                return entry.line
        return self.line


Data: TypeAlias = Scalar | Sequence | Table


def plain(data: Data | None) -> Any:
    """The same data as dicts, lists and scalars, without lines."""
    if isinstance(data, Table):
        return {entry.key: plain(entry.value) for entry in data.entries}
    if isinstance(data, Sequence):
        return [plain(item) for item in data.items]
    return None if data is None else data.value
