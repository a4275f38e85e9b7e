"""Edges between steps of one definition that the definition leaves out."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.edges import (
    LooseEdge,
    confidence_of,
    evidence_of,
    loose_edges,
    pattern_of,
)
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Step


@immutable
class MissingEdges:
    """A step that takes in what other steps of its definition write.

    Attributes:
        after: the step.
        makers: names of the others, each once.
        artifacts: ids of what flows.
        confidence: of each edge that leads to the step.
        evidence: the reads and the writes.
        about: the steps and what flows between them.
    """

    after: Step
    makers: tuple[str, ...]
    artifacts: tuple[str, ...]
    confidence: tuple[Confidence, ...]
    evidence: tuple[Evidence, ...]
    about: tuple[str, ...]


def missing_edges(workflow: Workflow) -> tuple[MissingEdges, ...]:
    """Every such step with all that it should wait for, by id."""
    found: dict[str, list[LooseEdge]] = defaultdict(list)
    for edge in loose_edges(workflow):
        if pattern_of(edge) == "undeclared":
            found[edge.after.id].append(edge)
    return tuple(_describe(workflow, found[after]) for after in sorted(found))


def _describe(workflow: Workflow, edges: list[LooseEdge]) -> MissingEdges:
    after = edges[0].after
    flowing = tuple(artifact.id for edge in edges for artifact in edge.artifacts)
    return MissingEdges(
        after,
        tuple(dict.fromkeys(edge.before.name for edge in edges)),
        flowing,
        tuple(confidence_of(workflow, edge) for edge in edges),
        evidence_of(workflow, edges, lambda step: step.name),
        tuple(dict.fromkeys((after.id, *(edge.before.id for edge in edges), *flowing))),
    )
