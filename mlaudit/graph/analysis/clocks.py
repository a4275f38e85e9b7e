"""Orders that nothing keeps but the times at which steps start."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.edges import LooseEdge, loose_edges, pattern_of, schedules_of
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.facts import Trigger
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Step


@immutable
class ClockOrder:
    """Loose edges from the steps of one schedule to those of another, at least one.

    Attributes:
        edges: in the order of the graph.
        before: the schedule of the writers.
        after: the schedule of the readers.
    """

    edges: tuple[LooseEdge, ...]
    before: Trigger
    after: Trigger

    @property
    def artifacts(self) -> tuple[str, ...]:
        """What goes from the one to the other, by id."""
        return tuple(dict.fromkeys(a.id for edge in self.edges for a in edge.artifacts))

    @property
    def about(self) -> tuple[str, ...]:
        """The steps at both ends, then what goes between them."""
        ends = (step.id for edge in self.edges for step in (edge.before, edge.after))
        return (*dict.fromkeys(ends), *self.artifacts)


@asked_once
def clock_orders(workflow: Workflow) -> tuple[ClockOrder, ...]:
    """Each two groups of steps of which one waits for the clock, by their schedules."""
    groups: dict[tuple[str, str, str, str], list[LooseEdge]] = defaultdict(list)
    for edge in loose_edges(workflow):
        if pattern_of(edge) == "clock":
            groups[*_group(edge.before), *_group(edge.after)].append(edge)
    return tuple(_order(groups[key]) for key in sorted(groups))


def _group(step: Step) -> tuple[str, str]:
    trigger = schedules_of(step)[0]
    return trigger.place.path, f"{trigger.place.line}:{trigger.detail}"


def _order(edges: list[LooseEdge]) -> ClockOrder:
    first = edges[0]
    return ClockOrder(tuple(edges), schedules_of(first.before)[0], schedules_of(first.after)[0])
