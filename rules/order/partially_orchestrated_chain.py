"""ORD011: data that goes from a person's run to an orchestrated step, or back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.edges import (
    LooseEdge,
    confidence_of,
    loose_edges,
    pattern_of,
    reading_of,
    writing_of,
)
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.graph.analysis.wholes import whole_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of, name_of_whole
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step

_CHEAP = 0.2
"""Weight of deliverables, such as figures, that nobody waits for."""


def find_partially_orchestrated_chains(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit run by hand that hands data to a machine, or takes it from one."""
    crossing: dict[tuple[str, bool], list[LooseEdge]] = defaultdict(list)
    for edge in loose_edges(workflow):
        if pattern_of(edge) == "partly" and not edge.kept:
            hand = whole_of(workflow, _hand(edge))
            crossing[hand.id, edge.encoded[1]].append(edge)
    for key in sorted(crossing):
        yield _observe(workflow, crossing[key])


def _hand(edge: LooseEdge) -> Step:
    return edge.before if edge.encoded[1] else edge.after


def _machine(edge: LooseEdge) -> Step:
    return edge.after if edge.encoded[1] else edge.before


def _observe(workflow: Workflow, edges: list[LooseEdge]) -> Observation:
    first = edges[0]
    reading = reading_of(workflow, first)
    names = tuple(dict.fromkeys(a.id for edge in edges for a in edge.artifacts))
    hands = tuple(dict.fromkeys(_hand(edge).id for edge in edges))
    machines = tuple(dict.fromkeys(_machine(edge).id for edge in edges))
    evidence = dict.fromkeys(_evidence(workflow, edges))
    return Observation(
        place=reading.place,
        scope=reading.scope,
        subject=names[0],
        message=_message(workflow, edges, listing(names)),
        remedy=_remedy(workflow, first),
        severity=_severity(workflow, edges),
        confidence=confidence_of(workflow, first),
        evidence=tuple(item for item in evidence if item.place != reading.place)[:10],
        about=(*hands, *machines, *names),
    )


def _message(workflow: Workflow, edges: list[LooseEdge], names: str) -> str:
    hand, machine = name_of_whole(whole_of(workflow, _hand(edges[0]))), _machine(edges[0])
    others = len({_machine(edge).id for edge in edges}) - 1
    more = f" (and {others} more)" if others else ""
    how = "starts by itself" if is_automatic(machine) else "is a step of a pipeline"
    if edges[0].encoded[1]:
        return (
            f"{name_of(machine)}{more} {how}, but reads {names} as the last run of {hand} by hand "
            "left it."
        )
    return (
        f"{name_of(machine)}{more} {how}, but {hand}, which needs {names} from it, waits until a "
        "person runs it."
    )


def _remedy(workflow: Workflow, edge: LooseEdge) -> str:
    hand, machine = whole_of(workflow, _hand(edge)), _machine(edge)
    where = "before" if edge.encoded[1] else "after"
    if hand.label and not hand.command:
        return f"Let {machine.path} start {hand.label} as a step of its own {where} {machine.name}."
    command = hand.command or hand.step.name
    return f"Add `{command}` to {machine.path} as a step of its own {where} {machine.name}."


def _evidence(workflow: Workflow, edges: list[LooseEdge]) -> Iterator[Evidence]:
    for edge in edges:
        reading, written = reading_of(workflow, edge), writing_of(workflow, edge)
        yield Evidence(reading.place, f"{name_of(edge.after)} reads {reading.artifact}")
        if written is not None:
            yield Evidence(written.place, f"{name_of(edge.before)} writes {written.artifact}")


def _severity(workflow: Workflow, edges: list[LooseEdge]) -> Severity:
    """High where a machine rests on a person, or where something that matters waits for one."""
    for edge in edges:
        needed = workflow.deliverables_of_step.get(edge.after.id, ())
        if edge.encoded[1] and needed:
            return Severity.HIGH
        if any(deliverable.weight > _CHEAP for deliverable in needed):
            return Severity.MEDIUM
    return Severity.LOW


RULE = Rule(
    code="ORD011",
    slug="partially-orchestrated-chain",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_partially_orchestrated_chains,
)
