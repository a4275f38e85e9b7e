"""Files of the repository that a pipeline takes in, merged with the one that takes them in.

Source: https://docs.gitlab.com/ci/yaml/includes/
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.model.immutable import immutable
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.ci.gitlab.merging import merge_tables
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of

MAXIMUM_FILES = 50
"""Files that one pipeline may take in."""


@immutable
class Part:
    """A file of a pipeline, and the line of the first one that leads to it."""

    path: str
    table: Table
    line: int


@dataclass(slots=True)
class Whole:
    """A pipeline with all files that it consists of, in the order in which they override."""

    parts: list[Part] = field(default_factory=list)

    def owner_of(self, name: str) -> str:
        """The file that has the last word on a job."""
        return next((p.path for p in reversed(self.parts) if p.table.get(name) is not None), "")

    def seen_from(self, path: str) -> Table:
        """All files merged, what comes from others being where the file takes them in."""
        merged = Table(())
        for part in self.parts:
            table = part.table
            if part.path != path:
                line = part.line if path == self.parts[-1].path else 1
                moved = _move(table, line)
                table = moved if isinstance(moved, Table) else table
            merged = merge_tables(merged, table)
        return merged


def read_whole(root: Table, path: str, lookup: Lookup) -> Whole:
    """The pipeline at `path` with the files that it takes in."""
    whole = Whole()
    _gather(whole, Part(path, root, 0), lookup, {path})
    return whole


def _gather(whole: Whole, part: Part, lookup: Lookup, seen: set[str]) -> None:
    for path, line in _included(part.table):
        data = lookup(path) if path not in seen and len(seen) < MAXIMUM_FILES else None
        seen.add(path)
        if isinstance(data, Table) and data.get("spec") is None:
            _gather(whole, Part(path, data, part.line or line), lookup, seen)
    whole.parts.append(part)


def _included(root: Table) -> Iterator[tuple[str, int]]:
    include = root.get("include")
    for item in items_of(include) or ((include,) if include is not None else ()):
        foreign = find(item, "project") is not None or find(item, "remote") is not None
        text = text_of(item) or text_of(find(item, "local"))
        if text and not foreign and "://" not in text and "*" not in text:
            yield posixpath.normpath(text.lstrip("/")), item.line


def _move(data: Data, line: int) -> Data:
    """The same data, all of it at one line."""
    if isinstance(data, Scalar):
        return Scalar(data.value, line)
    if isinstance(data, Sequence):
        return Sequence(tuple(_move(item, line) for item in data.items), line)
    return Table(tuple(Entry(e.key, _move(e.value, line), line) for e in entries_of(data)), line)
