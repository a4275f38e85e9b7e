"""The order of steps: waits, blocks and what steps say they depend on.

Source: https://buildkite.com/docs/pipelines/configure/dependencies
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Gate
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import find, items_of, text_of

_WAITS = ("wait", "waiter")
_ASKS = ("block", "input", "manual")


@immutable
class Item:
    """A step of any kind.

    Attributes:
        name: unique in the file.
        table: what the file says of it.
        after: names of the items that it waits for.
        gate: what a person does, for a step that asks.
        inputs: (name, default) of what that person types.
    """

    name: str
    table: Table
    after: tuple[str, ...]
    gate: Gate | None = None
    inputs: tuple[tuple[str, str | None], ...] = ()


@dataclass(slots=True)
class Sorter:
    """Gives the steps of a file their names and their order."""

    path: str
    items: list[Item] = field(default_factory=list)
    keys: dict[str, list[str]] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    since: list[str] = field(default_factory=list)

    def read(self, steps: Data | None) -> list[str]:
        """Read a list of steps, and give the names of those that do something."""
        names: list[str] = []
        for item in items_of(steps):
            if (isinstance(item, Scalar) and str(item.value) in _WAITS) or _is_wait(item):
                self._close()
            elif isinstance(item, Scalar) and str(item.value) in _ASKS:
                entries = Table((), item.line)
                names.append(self._add(entries, str(item.value)))
            elif isinstance(item, Table) and item.get("group") is not None:
                label = text_of(item.get("group")) or text_of(item.get("key")) or "group"
                inner = self.read(item.get("steps"))
                self.keys.setdefault(text_of(item.get("key")) or label, []).extend(inner)
                names += inner
            elif isinstance(item, Table):
                names.append(self._add(item, _kind(item)))
        return names

    def _close(self) -> None:
        self.before = tuple(self.since) or self.before
        self.since = []

    def _add(self, table: Table, kind: str) -> str:
        labels = (text_of(table.get(name)) for name in ("label", "name", kind))
        label = next((text for text in labels if text), None)
        key = text_of(table.get("key")) or text_of(table.get("id"))
        shown = key or _plain(label or "") or f"step {len(self.items) + 1}"
        name, number = shown, 2
        while any(item.name == name for item in self.items):
            name, number = f"{shown} ({number})", number + 1
        for each in (key, label):
            if each:
                self.keys.setdefault(each, []).append(name)
        after = tuple(self._wanted(table)) if table.get("depends_on") is not None else None
        gate = None
        if kind in _ASKS:
            place = Place(self.path, table.line_of(kind))
            gate = Gate(place, f"{kind} {_plain(label)}".strip() if label else kind)
            if kind != "input" and after is None:
                self._close()
        item = Item(name, table, after if after is not None else self.before, gate, _fields(table))
        self.items.append(item)
        if gate is not None and kind != "input":
            self.before, self.since = (name,), []
        else:
            self.since.append(name)
        return name

    def _wanted(self, table: Table) -> Iterator[str]:
        wanted = table.get("depends_on")
        for item in items_of(wanted) or (() if wanted is None else (wanted,)):
            key = text_of(item) or text_of(find(item, "step")) or ""
            yield from self.keys.get(key, ())


def _is_wait(item: Data) -> bool:
    return isinstance(item, Table) and any(entry.key in _WAITS for entry in item.entries)


def _kind(item: Table) -> str:
    kinds = (*_ASKS, "trigger")
    return next((key for key in kinds if item.get(key) is not None), "command")


def _plain(label: str) -> str:
    """A label without the pictures that many put into it."""
    words = (word for word in label.split() if not (word.startswith(":") and word.endswith(":")))
    return " ".join(words)


def _fields(table: Table) -> tuple[tuple[str, str | None], ...]:
    found: list[tuple[str, str | None]] = []
    for item in items_of(table.get("fields")):
        key, default = text_of(find(item, "key")), find(item, "default")
        if key is not None:
            found.append((key, None if default is None else text_as_written(default)))
    return tuple(found)
