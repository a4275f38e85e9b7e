"""ORD011: data that goes from a person's run to an orchestrated step, or back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.edges import (
    LooseEdge,
    loose_edges,
    pattern_of,
    reading_of,
    writing_of,
)
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step


def find_partially_orchestrated_chains(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit whose output crosses the boundary."""
    crossing: dict[str, list[LooseEdge]] = defaultdict(list)
    for edge in loose_edges(workflow):
        built = edge.after.kind == StepKind.CONTAINER_BUILD
        if pattern_of(edge) == "partly" and not edge.kept and not built:
            crossing[edge.before.id].append(edge)
    for before in sorted(crossing):
        yield _observe(workflow, crossing[before])


def _observe(workflow: Workflow, edges: list[LooseEdge]) -> Observation:
    first = edges[0]
    before = first.before
    reading = reading_of(workflow, first)
    names = tuple(dict.fromkeys(a.id for edge in edges for a in edge.artifacts))
    readers = tuple(edge.after for edge in edges)
    evidence = [
        Evidence(read.place, f"{name_of(edge.after)} reads {read.artifact}")
        for edge in edges
        for read in [reading_of(workflow, edge)]
    ]
    written = writing_of(workflow, first)
    if written is not None:
        evidence.append(Evidence(written.place, f"{name_of(before)} writes {written.artifact}"))
    return Observation(
        place=reading.place,
        scope=reading.scope,
        subject=names[0],
        message=_message(first, listing(names), listing(map(name_of, readers))),
        remedy=_remedy(first),
        severity=_severity(workflow, edges),
        confidence=reading.confidence,
        evidence=tuple(item for item in dict.fromkeys(evidence) if item.place != reading.place),
        about=(before.id, *dict.fromkeys(step.id for step in readers), *names),
    )


def _message(edge: LooseEdge, names: str, readers: str) -> str:
    before = name_of(edge.before)
    if edge.encoded[1]:
        how = _started(edge.after)
        return f"{readers} {how}, but reads {names} as the last run of {before} by hand left it."
    return f"{before} {_started(edge.before)}, but {readers} reads {names} and is run by hand."


def _started(step: Step) -> str:
    return "starts by itself" if is_automatic(step) else "is a step of a pipeline"


def _remedy(edge: LooseEdge) -> str:
    hand, machine = (edge.before, edge.after) if edge.encoded[1] else (edge.after, edge.before)
    where = "after" if hand is edge.after else "before"
    command = hand.command or hand.name
    return f"Add `{command}` to {machine.path} as a step of its own {where} {machine.name}."


def _severity(workflow: Workflow, edges: list[LooseEdge]) -> Severity:
    needed = workflow.deliverables_of_step
    crossing = any(edge.before.id in needed and edge.after.id in needed for edge in edges)
    return Severity.HIGH if crossing else Severity.MEDIUM


RULE = Rule(
    code="ORD011",
    slug="partially-orchestrated-chain",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_partially_orchestrated_chains,
)
