"""Data that goes from a person's run to an orchestrated step, or back."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.edges import (
    LooseEdge,
    confidence_of,
    loose_edges,
    pattern_of,
    reading_of,
)
from mlaudit.graph.analysis.wholes import Whole, whole_of
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Access, Step

_CHEAP = 0.2
"""Weight of deliverables, such as figures, that nobody waits for."""


@immutable
class Crossing:
    """What a person runs and the machines that it takes data from, or hands data to.

    Attributes:
        edges: by the ids of their units; all of them go one way.
        hand: what the person runs.
        machines: the orchestrated units, each once.
        to_machine: the data goes from the person's run to the machines.
        reading: the read that shows the first edge.
        confidence: of the first edge.
        stakes: "machine" where a machine on the way to a deliverable rests on a person, "person"
            where something that matters waits for one, "" otherwise.
    """

    edges: tuple[LooseEdge, ...]
    hand: Whole
    machines: tuple[Step, ...]
    to_machine: bool
    reading: Access
    confidence: Confidence
    stakes: str

    @property
    def artifacts(self) -> tuple[str, ...]:
        """Ids of what flows, each once."""
        return tuple(dict.fromkeys(a.id for edge in self.edges for a in edge.artifacts))

    @property
    def about(self) -> tuple[str, ...]:
        """The units of the person, those of the machines, and what flows."""
        hands = dict.fromkeys(_hand(edge).id for edge in self.edges)
        return (*hands, *(machine.id for machine in self.machines), *self.artifacts)


def crossings(workflow: Workflow) -> tuple[Crossing, ...]:
    """Every such run in each direction, by the id of what the person runs.

    Where version control keeps what flows, neither side waits for the other.
    """
    found: dict[tuple[str, bool], list[LooseEdge]] = defaultdict(list)
    for edge in loose_edges(workflow):
        if pattern_of(edge) == "partly" and not edge.kept:
            found[whole_of(workflow, _hand(edge)).id, edge.encoded[1]].append(edge)
    return tuple(_describe(workflow, tuple(found[key])) for key in sorted(found))


def _describe(workflow: Workflow, edges: tuple[LooseEdge, ...]) -> Crossing:
    first = edges[0]
    machines = {_machine(edge).id: _machine(edge) for edge in edges}
    return Crossing(
        edges,
        whole_of(workflow, _hand(first)),
        tuple(machines.values()),
        first.encoded[1],
        reading_of(workflow, first),
        confidence_of(workflow, first),
        _stakes_of(workflow, edges),
    )


def _hand(edge: LooseEdge) -> Step:
    return edge.before if edge.encoded[1] else edge.after


def _machine(edge: LooseEdge) -> Step:
    return edge.after if edge.encoded[1] else edge.before


def _stakes_of(workflow: Workflow, edges: tuple[LooseEdge, ...]) -> str:
    for edge in edges:
        needed = workflow.deliverables_of_step.get(edge.after.id, ())
        if edge.encoded[1] and needed:
            return "machine"
        if any(deliverable.weight > _CHEAP for deliverable in needed):
            return "person"
    return ""
