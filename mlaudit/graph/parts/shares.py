"""What each part does of what a run of code does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mlaudit.graph.python.interpreter import Behaviour
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place

TABLES = ("accesses", "effects", "unresolved", "calls")
"""Names of the tables of a record whose entries are shared."""


@immutable
class PartStart:
    """A part is started: by which part ("" for the code around), and where."""

    by: str
    of: str
    place: Place


@dataclass(slots=True)
class Share:
    """What one part does, or what no part does: keys of the tables of a record."""

    accesses: dict[Any, None] = field(default_factory=dict)
    effects: dict[Any, None] = field(default_factory=dict)
    unresolved: dict[Any, None] = field(default_factory=dict)
    calls: dict[Any, None] = field(default_factory=dict)

    @classmethod
    def of(cls, behaviour: Behaviour) -> Share:
        """All that running code does."""
        return cls(*(dict.fromkeys(getattr(behaviour, name)) for name in TABLES))

    def within(self, whole: Share) -> Share:
        """What is in the whole, too."""
        pairs = [(getattr(self, name), getattr(whole, name)) for name in TABLES]
        return Share(*({key: None for key in mine if key in all_} for mine, all_ in pairs))
