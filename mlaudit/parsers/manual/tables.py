"""`[[manual-step]]` of mlaudit.toml, and `[[tool.mlaudit.manual-step]]` of pyproject.toml."""

from __future__ import annotations

from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.values import find, items_of
from mlaudit.parsers.manual.entries import EntryError, read_entry
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
    entries = items_of(found)
    problems = []
    if not entries:
        reason = f"{KEY!r} must be an array of tables: write [[…{KEY}]]"
        problems.append(Problem(Place(path, found.line), reason, whole=False))
    steps: dict[str, DeclaredStep] = {}
    for entry in entries:
        place = Place(path, entry.line)
        try:
            step = read_entry(entry, place, folder_of(path))
        except EntryError as error:
            problems.append(Problem(Place(path, error.line), str(error), whole=False))
            continue
        if step.name in steps:
            reason = f"a second manual step with the id {step.name!r}"
            problems.append(Problem(place, reason, whole=False))
        steps.setdefault(step.name, step)
    return Facts(path, _FORMAT, steps=tuple(steps.values()), problems=tuple(problems))


PARSER = Parser(_FORMAT, lambda path: name_of(path) in KEYS, parse_tables)
