"""`[[manual-step]]` of mlaudit.toml, and `[[tool.mlaudit.manual-step]]` of pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.values import find, items_of
from mlaudit.parsers.manual.entries import EntryError, facts_of, read_entry
from mlaudit.parsers.own_settings import KEYS
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.toml_data import read_toml

KEY = "manual-step"
"""The key of the tables, and of the comments that do the same."""
_FORMAT = "manual-steps"


def parse_tables(path: str, data: bytes) -> Facts:
    """The registered steps; an entry that cannot be used is a problem, and the others count.

    Broken syntax is reported where the file is read as configuration.
    """
    if KEY.encode() not in data:
        return Facts(path, _FORMAT)
    found = find(read_toml(data)[0], *KEYS[name_of(path)], KEY)
    if found is None:
        return Facts(path, _FORMAT)
    return facts_of(path, _FORMAT, _list_entries(path, found))


def _list_entries(path: str, found: Data) -> Iterator[DeclaredStep | Problem]:
    entries = items_of(found)
    if not entries:
        reason = f"{KEY!r} must be an array of tables: write [[…{KEY}]]"
        yield Problem(Place(path, found.line), reason, whole=False)
    for entry in entries:
        try:
            yield read_entry(entry, Place(path, entry.line), folder_of(path))
        except EntryError as error:
            yield Problem(Place(path, error.line), str(error), whole=False)


PARSER = Parser(_FORMAT, lambda path: name_of(path) in KEYS, parse_tables)
