"""Chains of loose edges: one person's routine, seen from the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.graph.analysis.edges import (
    LooseEdge,
    confidence_of,
    join_edges,
    loose_edges,
    pattern_of,
    reading_of,
    writing_of,
)
from mlaudit.graph.analysis.hints import hint_of
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.versions import version_of
from mlaudit.graph.analysis.waves import line_up_waves
from mlaudit.graph.analysis.wholes import Whole, whole_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow, reach
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Access

_SHOWN = 8
_CONFIDENCES = tuple(Confidence)


@immutable
class Chain:
    """What hangs together through loose edges of one pattern.

    Attributes:
        edges: by the ids of their units.
        wholes: what is started so that the units run, each after those that it waits for.
        reading: the read that shows the first edge.
        confidence: of the surest edge.
        evidence: writes and reads of the edges, the first ones.
        needed: a deliverable needs it.
        hints: for each edge what lets a reader guess it, as far as there is such a thing.
    """

    edges: tuple[LooseEdge, ...]
    wholes: tuple[Whole, ...]
    reading: Access
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    needed: bool
    hints: tuple[Evidence, ...]

    @property
    def last(self) -> Whole:
        """What everything else leads to."""
        return self.wholes[-1]

    @property
    def place(self) -> Place:
        """Where the need for an order shows first."""
        return self.reading.place

    @property
    def is_hinted(self) -> bool:
        """Can a reader guess each of its edges?"""
        return len(self.hints) == len(self.edges)

    @property
    def is_described(self) -> bool:
        """Do documents alone let a reader guess each of them, not only names?"""
        return self.is_hinted and all(hint.place.line for hint in self.hints)

    @property
    def is_numbered(self) -> bool:
        """Do the numbers of names alone tell each of them?"""
        return self.is_hinted and not any(hint.place.line for hint in self.hints)

    @property
    def about(self) -> tuple[str, ...]:
        """What is started, in order, with its units, then what flows between them."""
        started = (whole.step.id for whole in self.wholes)
        units = (unit.id for edge in self.edges for unit in (edge.before, edge.after))
        flowing = (artifact.id for edge in self.edges for artifact in edge.artifacts)
        return tuple(dict.fromkeys((*started, *units, *flowing)))

    @property
    def remedy(self) -> str:
        """One command for the whole chain, or that each starts the next where it has none."""
        commands = [command_of(whole) for whole in self.wholes]
        shown = "; ".join(commands[:_SHOWN]) + ("; …" if len(commands) > _SHOWN else "")
        if any(whole.label and not whole.command for whole in self.wholes):
            return f"Let each start the next once it is done, or make them one pipeline: {shown}"
        return (
            "Give the steps one command that knows their order: a stage for each in dvc.yaml "
            f"(`dvc stage add`) or a Makefile target, running: {shown}"
        )


def chains_of(workflow: Workflow, pattern: str) -> tuple[Chain, ...]:
    """The chains of one pattern (see `pattern_of`), by their edges."""
    edges = tuple(edge for edge in loose_edges(workflow) if pattern_of(edge) == pattern)
    edges = tuple(edge for edge in edges if _is_between_wholes(workflow, edge))
    groups = join_edges(edges, lambda step: whole_of(workflow, step).id)
    return tuple(_describe(workflow, group) for group in groups)


def _is_between_wholes(workflow: Workflow, edge: LooseEdge) -> bool:
    """Is it about two things that are started, of which the first needs nothing of the second?"""
    before, after = whole_of(workflow, edge.before), whole_of(workflow, edge.after)
    return before.id != after.id and before.id not in _handing(workflow).get(after.id, ())


def _describe(workflow: Workflow, edges: tuple[LooseEdge, ...]) -> Chain:
    readings = [reading_of(workflow, edge) for edge in edges]
    evidence: list[Evidence] = []
    for edge, reading in zip(edges, readings, strict=True):
        written = writing_of(workflow, edge)
        if written is not None:
            evidence.append(Evidence(written.place, f"{edge.before.id} writes {written.artifact}"))
        evidence.append(Evidence(reading.place, f"{edge.after.id} reads {reading.artifact}"))
    first = min(readings, key=lambda access: (access.evidence == "declared", access.place.sort_key))
    needed = workflow.deliverables_of_step
    return Chain(
        edges,
        in_order(workflow, edges),
        first,
        min((confidence_of(workflow, edge) for edge in edges), key=_CONFIDENCES.index),
        tuple(dict.fromkeys(evidence))[: 2 * _SHOWN],
        any(edge.after.id in needed and edge.before.id in needed for edge in edges),
        tuple(filter(None, (hint_of(workflow, edge.before, edge.after) for edge in edges))),
    )


def in_order(workflow: Workflow, edges: Iterable[LooseEdge]) -> tuple[Whole, ...]:
    """What is started for some edges, each after that whose data reaches it.

    Data also goes by hand from one name to another that only a version mark tells apart. What is
    open then comes as the documents tell it, otherwise by id. Data that goes in a circle, as the
    labels of a model that helps to label, does not tell where a round begins: documents do.
    """
    steps = [step for edge in edges for step in (edge.before, edge.after)]
    units = {whole.id: whole for whole in (whole_of(workflow, step) for step in steps)}
    circles = _circles(workflow)
    successors = {
        before: frozenset(after for after in afters if (before, after) not in circles)
        for before, afters in _flowing(workflow).items()
    }
    ordered = _ordered(workflow)
    told = [(before, after) for before in sorted(units) for after in ordered.get(before, ())]
    told = [(before, after) for before, after in told if after in units]
    for before, after in (*told, *sorted(circles)):
        known = successors.get(before, frozenset())
        if after not in known and before not in reach((after,), successors):
            successors[before] = known | {after}
    return tuple(units[id_] for id_ in line_up_waves(units, successors))


@asked_once
def _circles(workflow: Workflow) -> frozenset[tuple[str, str]]:
    """The ways of data that lead back to where they come from, from each to what comes next."""
    successors = _flowing(workflow)
    return frozenset(
        (before, after)
        for before, afters in successors.items()
        for after in afters
        if before in reach((after,), successors)
    )


@asked_once
def _handing(workflow: Workflow) -> dict[str, frozenset[str]]:
    """By what is started what reads what it writes."""
    found: dict[str, set[str]] = {}
    for flow in workflow.flows:
        found.setdefault(flow.before, set()).add(flow.after)
    return _contract(workflow, found)


@asked_once
def _flowing(workflow: Workflow) -> dict[str, frozenset[str]]:
    """By what is started what it hands data to, names carried by hand included."""
    found: dict[str, set[str]] = {}
    for flow in workflow.flows:
        found.setdefault(flow.before, set()).add(flow.after)
    written: dict[str, set[str]] = {}
    for artifact, makers in workflow.producers.items():
        versioned = version_of(artifact)
        written.setdefault(versioned[0] if versioned else artifact, set()).update(makers)
    for artifact, readers in workflow.consumers.items():
        versioned = version_of(artifact)
        if versioned is not None and artifact not in workflow.producers:
            for maker in written.get(versioned[0], ()):
                found.setdefault(maker, set()).update(readers)
    return _contract(workflow, found)


@asked_once
def _ordered(workflow: Workflow) -> dict[str, list[str]]:
    """By what is started what something other than data says to come later, by name."""
    found: dict[str, list[str]] = {}
    for order in workflow.orders:
        if set(order.evidence) - {"data-flow"}:
            found.setdefault(order.before, []).append(order.after)
    return {before: sorted(afters) for before, afters in _contract(workflow, found).items()}


def _contract(
    workflow: Workflow, successors: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """The same between what is started instead of between single units."""
    found: dict[str, set[str]] = {}
    for before, afters in successors.items():
        starts = whole_of(workflow, workflow.step_by_id[before]).id
        found.setdefault(starts, set()).update(
            whole_of(workflow, workflow.step_by_id[after]).id for after in afters
        )
    return {before: frozenset(afters - {before}) for before, afters in found.items()}


def command_of(whole: Whole) -> str:
    """What to type; what it is called where no command is known."""
    return whole.command or whole.label or whole.step.name
