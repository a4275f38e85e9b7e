"""How the accesses of a step come about: from the ways of starting it to the call."""

from __future__ import annotations

from mlaudit.graph.explanation.capture import Captured
from mlaudit.graph.explanation.following import Followed, Follower, Key, Wanted, key_of
from mlaudit.graph.explanation.source_lines import declared_line, source_line
from mlaudit.graph.explanation.starting import find_starts, lead_to_step, started_inside
from mlaudit.graph.link import Linked
from mlaudit.graph.performance import CodeStart, Performance
from mlaudit.model.explanation import CodeLine, Starting, Way
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Access, Step, Unresolved


@immutable
class Item:
    """An access of a unit that is to be explained; `match` is how it meets the question."""

    step: Step
    found: Access | Unresolved
    match: str


class WayFinder:
    """Finds the ways of the accesses that one question is about."""

    def __init__(self, linked: Linked, wanted: Wanted) -> None:
        self._linked = linked
        self._workflow = linked.workflow
        self._wanted = wanted
        self._follower = Follower(linked.world)
        self._followed: dict[CodeStart, Followed] = {}

    def find(self, item: Item) -> tuple[Way, ...]:
        """The distinct ways, each with all the starts that have it."""
        gathered: dict[Captured, dict[Starting, None]] = {}
        inside = started_inside(self._workflow, [item.step.id])
        for performance in self._performances_of(item):
            start = performance.start
            if start is None:
                continue
            own = start.target.path == item.step.id
            starts = find_starts(self._workflow, start, frozenset() if own else inside)
            for captured in self._capture(item, start):
                gathered.setdefault(captured, {}).update(dict.fromkeys(starts))
        if not gathered:
            lines = lead_to_step(self._workflow, item.step)
            gathered[self._capture_line(item)] = {Starting(lines): None} if lines else {}
        return tuple(
            Way(tuple(starts), calls, sources) for (calls, sources), starts in gathered.items()
        )

    def _capture(self, item: Item, start: CodeStart) -> list[Captured]:
        if start not in self._followed:
            self._followed[start] = self._follower.follow(start, self._wanted)
        followed = self._followed[start]
        found = followed.ways.get(key_of(item.found)) or followed.commands.get(item.found.place)
        return list(found or (self._capture_line(item),))

    def _capture_line(self, item: Item) -> Captured:
        """Shell lines and declarations are shown as they stand."""
        found = item.found
        if isinstance(found, Access) and found.evidence == "declared":
            return (CodeLine(declared_line(found, item.step), found.place),), ()
        text = source_line(self._linked.world.facts, found.place) or found.call
        return (CodeLine(text, found.place),), ()

    def _performances_of(self, item: Item) -> list[Performance]:
        """The starts of code inside the step whose own code does the access."""
        key = key_of(item.found)
        found: list[Performance] = []
        waiting = [self._linked.performances[item.step.id]]
        seen: list[Performance] = []
        while waiting:
            performance = waiting.pop(0)
            if any(performance is other for other in seen):
                continue
            seen.append(performance)
            waiting += [*performance.ways, *(nested for _, nested in performance.nested)]
            if performance.start is not None and _does_itself(performance, key):
                found.append(performance)
        return found


def _does_itself(performance: Performance, key: Key) -> bool:
    path = performance.start.target.path if performance.start is not None else ""
    own: list[Access | Unresolved] = [*performance.accesses, *performance.unresolved]
    return any(found.by == path and key_of(found) == key for found in own)
