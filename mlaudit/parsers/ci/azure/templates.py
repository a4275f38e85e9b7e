"""Templates: expressions `${{ … }}` and files that other files take in.

Source: https://learn.microsoft.com/azure/devops/pipelines/process/templates
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.model.immutable import immutable
from mlaudit.parsers.ci.azure.conditions import holds, key_of
from mlaudit.parsers.ci.substitution import Substitution
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.path_text import folder_of
from mlaudit.patterns import lazy_regex

FILE = "\0file"
"""Key of the entry that tells of what file a part of a template comes."""
LINE = "\0line"
"""Key of the entry that tells the line of the pipeline that takes the template in."""

_REFERENCE = lazy_regex(r"\$\{\{\s*([A-Za-z_][\w.\-]*(?:\['[^']*'\])*)\s*\}\}")
_DIRECTIVE = lazy_regex(r"\$\{\{\s*(if|elseif|else|each|insert)\b(.*?)\}\}", re.DOTALL)
_EACH = lazy_regex(r"\s*(\w+)\s+in\s+([\w.\-]+)\s*")
_MAXIMUM_LEVELS = 20
_MAXIMUM_ROUNDS = 64
_LISTS = ("stages", "jobs", "steps", "variables")

Lookup = Callable[[str], Data | None]


@dataclass(slots=True)
class Expander:
    """Expands the templates of one pipeline; what cannot be looked up stays as it is.

    Attributes:
        lookup: gives the data of a file by its path from the root.
        shared: the values of variables of the pipeline, by names in small letters.
        left: number of templates that may still be taken in.
    """

    lookup: Lookup
    shared: Mapping[str, Data] = field(default_factory=dict)
    left: int = field(default=500)

    def expand(self, root: Table, path: str) -> Table:
        """The pipeline at `path` as one table; parts of other files carry `FILE` and `LINE`."""
        values = {**self.shared, **_defaults(root, None)}
        scope = _Scope(self, path, values, 0, None)
        table = scope.table(root)
        base = table.get("extends")
        if isinstance(base, Table):
            inner = scope.take_in(base, "")
            table = Table((*entries_of(inner), *table.entries), table.line)
        return table


@dataclass(slots=True)
class _Chain:
    """Whether `elseif` and `else` may still hold, in the next item of a list, too."""

    open: bool = True


@immutable
class _Scope:
    """One file with the values of its parameters."""

    expander: Expander
    path: str
    values: Mapping[str, Data]
    level: int
    line: int | None

    def data(self, data: Data) -> Data:
        if isinstance(data, Table):
            return self.table(data)
        if isinstance(data, Sequence):
            return Sequence(tuple(self.items(data)), data.line)
        return Substitution(_REFERENCE, self.values, key=key_of).apply(data)

    def table(self, table: Table) -> Table:
        found: list[Entry] = []
        for entry, scope in self.chosen(table.entries, _Chain()):
            if _DIRECTIVE.fullmatch(entry.key):
                inner = scope.data(entry.value)
                found.extend(entries_of(inner))
            else:
                found.append(replace(entry, value=scope.value(entry.key, entry.value)))
        return Table(tuple(found), table.line)

    def value(self, key: str, value: Data) -> Data:
        items = self.data(value)
        if key not in _LISTS or not isinstance(items, Sequence):
            return items
        return Sequence(tuple(self.spliced(items, key)), items.line)

    def items(self, data: Sequence) -> Iterator[Data]:
        chain = _Chain()
        for item in data.items:
            if not isinstance(item, Table) or not _is_directive(item):
                yield self.data(item)
                continue
            for entry, scope in self.chosen(item.entries, chain):
                found = scope.data(entry.value)
                yield from items_of(found) or ((found,) if isinstance(found, Table) else ())

    def chosen(self, entries: tuple[Entry, ...], chain: _Chain) -> Iterator[tuple[Entry, _Scope]]:
        """The entries that may count, each with the values of its round of a loop."""
        for entry in entries:
            directive = _DIRECTIVE.fullmatch(entry.key)
            word = directive[1] if directive else ""
            if word == "if":
                chain.open = True
            if word in ("if", "elseif", "else"):
                state = self.holds(directive[2]) if directive and word != "else" else True
                if chain.open and state is not False:
                    yield entry, self
                chain.open = chain.open and state is not True
            elif directive and word == "each":
                yield from ((entry, scope) for scope in self.rounds(directive[2]))
            else:
                yield entry, self

    def holds(self, text: str) -> bool | None:
        values = {
            name: text_as_written(value)
            for name, value in self.values.items()
            if isinstance(value, Scalar)
        }
        return holds(text, values)

    def rounds(self, text: str) -> Iterator[_Scope]:
        match = _EACH.fullmatch(text)
        data = self.values.get(key_of(match[2])) if match else None
        if match is None or data is None:
            yield self
            return
        name = match[1].lower()
        for item in items_of(data)[:_MAXIMUM_ROUNDS]:
            fields = {f"{name}.{e.key.lower()}": e.value for e in entries_of(item)}
            yield replace(self, values={**self.values, name: item, **fields})
        for entry in entries_of(data)[:_MAXIMUM_ROUNDS]:
            pair: dict[str, Data] = {f"{name}.key": Scalar(entry.key), f"{name}.value": entry.value}
            yield replace(self, values={**self.values, **pair})

    def spliced(self, items: Sequence, key: str) -> Iterator[Data]:
        for item in items.items:
            if isinstance(item, Table) and item.get("template") is not None:
                found = self.take_in(item, key)
                inner = find(found, key)
                if found is not None:
                    # Variables may be a table in one file and a list in another.
                    yield from items_of(inner) or ((inner,) if isinstance(inner, Table) else ())
                    continue
            yield item

    def take_in(self, reference: Table, key: str) -> Table | None:
        """The file that a reference names, or None where it is not known."""
        path = self.target(text_of(reference.get("template")) or "")
        root = self.expander.lookup(path) if path and self.level < _MAXIMUM_LEVELS else None
        if not isinstance(root, Table) or self.expander.left <= 0:
            return None
        self.expander.left -= 1
        line = reference.line if self.line is None else self.line
        values = {**self.expander.shared, **_defaults(root, reference.get("parameters"))}
        scope = _Scope(self.expander, path, values, self.level + 1, line)
        table = scope.table(root)
        marked = [
            Entry(e.key, _mark(e.value, path, line) if e.key in _LISTS else e.value, e.line)
            for e in table.entries
        ]
        return Table(tuple(marked), table.line)

    def target(self, name: str) -> str:
        """A path from the root, "" for a file of another repository."""
        file, _, repository = name.partition("@")
        if not file or "${{" in file or repository not in ("", "self"):
            return ""
        if file.startswith("/"):
            return posixpath.normpath(file.lstrip("/"))
        return posixpath.normpath(posixpath.join(folder_of(self.path), file))


def _is_directive(item: Table) -> bool:
    return bool(item.entries) and all(_DIRECTIVE.fullmatch(e.key) for e in item.entries)


def _defaults(root: Data | None, given: Data | None) -> dict[str, Data]:
    """The values of `parameters:` of a file, a list with defaults or a plain table."""
    declared = find(root, "parameters")
    found = {f"parameters.{e.key.lower()}": e.value for e in entries_of(declared)}
    for item in items_of(declared):
        name, default = text_of(find(item, "name")), find(item, "default")
        if name is not None and default is not None:
            found[f"parameters.{name.lower()}"] = default
    found.update((f"parameters.{e.key.lower()}", e.value) for e in entries_of(given))
    return found


def _mark(data: Data, path: str, line: int) -> Data:
    """The items of a list with the file that they come from, but for those marked before."""
    items = (
        Table((*item.entries, Entry(FILE, Scalar(path)), Entry(LINE, Scalar(line))), item.line)
        if isinstance(item, Table) and item.get(FILE) is None
        else _mark_line(item, line)
        for item in items_of(data)
    )
    return Sequence(tuple(items), data.line) if isinstance(data, Sequence) else data


def _mark_line(item: Data, line: int) -> Data:
    if not isinstance(item, Table):
        return item
    return Table((*item.entries, Entry(LINE, Scalar(line))), item.line)
