"""Follows code once more, looking on, and keeps how the wanted accesses come about."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.graph.containers import map_path_of_access
from mlaudit.graph.explanation.capture import Captured, capture, places_of
from mlaudit.graph.explanation.trace import Found, Trace
from mlaudit.graph.following import follow
from mlaudit.graph.performance import CodeStart
from mlaudit.graph.python.evaluation import CodeCall
from mlaudit.graph.world import TreeWorld
from mlaudit.model.explanation import CodeLine
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.workflow import Access, Unresolved

Key: TypeAlias = tuple[str, str, Place, str]
"""Mode, call, place and artifact of an access; the reason where it could not be resolved."""
MAX_KEPT = 12
"""Most ways to one access from one start that are kept."""
_ROOM = 4_000
"""Depth of Python's stack: looking on takes more of it than following alone."""


@immutable
class Wanted:
    """What is to be explained.

    Attributes:
        keys: accesses.
        places: of the commands that code starts.
        through: everything that happens in the calls at this place.
    """

    keys: frozenset[Key] = frozenset()
    places: frozenset[Place] = frozenset()
    through: Place | None = None

    def accepts(self, key: Key | None, place: Place, trace: Trace) -> bool:
        """Is it an access or, without a key, a command that is to be explained?"""
        if self.through is not None:
            return self.through in places_of(trace.stack)
        return place in self.places if key is None else key in self.keys


@dataclass(slots=True)
class Followed:
    """What following a start showed: how the wanted accesses and commands come about."""

    ways: dict[Key, dict[Captured, None]] = field(default_factory=dict)
    commands: dict[Place, dict[Captured, None]] = field(default_factory=dict)


class Follower:
    """Follows the starts of one tree."""

    def __init__(self, world: TreeWorld) -> None:
        self._world = world
        facts = world.facts
        self._files = tuple(path for path in sorted(facts) if facts[path].data is not None)

    def follow(self, start: CodeStart, wanted: Wanted) -> Followed:
        """What following a start shows; nothing for files that are no Python code."""
        followed = Followed()
        if self._world.module(start.target.path) is None:
            return followed

        def keep(trace: Trace, found: Found) -> None:
            if isinstance(found, CodeCall):
                if wanted.accepts(None, found.place, trace):
                    self._keep(followed.commands.setdefault(found.place, {}), trace, found)
                return
            key = self._name(found, start)
            if wanted.accepts(key, found.place, trace):
                self._keep(followed.ways.setdefault(key, {}), trace, found)

        with _more_room():
            follow(self._world, start, Trace(keep))
        return followed

    def _name(self, found: Access | Unresolved, start: CodeStart) -> Key:
        if isinstance(found, Access):
            return key_of(map_path_of_access(found, start.maps, self._world))
        return key_of(found)

    def _keep(self, kept: dict[Captured, None], trace: Trace, found: Found) -> None:
        if len(kept) >= MAX_KEPT:
            return
        calls, sources = capture(trace, self._files, found)
        if isinstance(found, CodeCall):
            text = found.command if found.command is not None else " ".join(found.words)
            calls = (*calls, CodeLine(text.strip(), found.place))
        kept[calls, sources] = None


def key_of(found: Access | Unresolved) -> Key:
    """What tells one access from another, whoever does it."""
    name = found.artifact if isinstance(found, Access) else found.reason.value
    return found.mode, found.via, found.place, name


@contextmanager
def _more_room() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _ROOM))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
