"""ORD006: steps of one definition that share data but no edge."""

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
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind

_REMEDIES = {
    StepKind.GITHUB_JOB: "Add `needs: [{before}]` to the job {after}, and hand the file over with "
    "actions/upload-artifact and actions/download-artifact.",
    StepKind.MAKE_TARGET: "Make it a prerequisite: `{after}: {before}`.",
    StepKind.DVC_STAGE: "Add {names} to the outs of {before} and to the deps of {after}.",
    StepKind.AIRFLOW_TASK: "Add `[{before}] >> {after}` to the DAG.",
    StepKind.SNAKEMAKE_RULE: "Add {names} to the output of {before} and to the input of {after}.",
}
_SEPARATORS = {StepKind.GITHUB_JOB: ", ", StepKind.MAKE_TARGET: " ", StepKind.AIRFLOW_TASK: ", "}
"""What stands between names where the remedy is code."""
_DEFAULT = "Declare in {path} that {after} needs {before}."


def find_undeclared_edges(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each step that takes in what other steps of its definition write."""
    missing: dict[str, list[LooseEdge]] = defaultdict(list)
    for edge in loose_edges(workflow):
        if pattern_of(edge) == "undeclared":
            missing[edge.after.id].append(edge)
    for after in sorted(missing):
        yield _observe(workflow, missing[after])


def _observe(workflow: Workflow, edges: list[LooseEdge]) -> Observation:
    after = edges[0].after
    makers = list(dict.fromkeys(edge.before.name for edge in edges))
    before = listing(makers)
    names = listing(artifact.id for edge in edges for artifact in edge.artifacts)
    template = _REMEDIES.get(after.kind, _DEFAULT)
    flowing = [artifact.id for edge in edges for artifact in edge.artifacts]
    return Observation(
        place=after.place,
        scope=after.scope,
        subject=after.id,
        message=f"{after.name} reads {names} from {before}, but {after.path} does not say that it "
        "must wait; they run in the right order by luck.",
        remedy=template.format(
            before=_SEPARATORS[after.kind].join(makers) if after.kind in _SEPARATORS else before,
            after=after.name,
            names=names,
            path=after.path,
        ),
        confidence=least([confidence_of(workflow, edge) for edge in edges]),
        evidence=tuple(dict.fromkeys(_evidence(workflow, edges))),
        about=tuple(dict.fromkeys((after.id, *(edge.before.id for edge in edges), *flowing))),
        parts=parts_of(after.path, after.scope, flowing),
    )


def _evidence(workflow: Workflow, edges: list[LooseEdge]) -> Iterator[Evidence]:
    for edge in edges:
        reading, writing = reading_of(workflow, edge), writing_of(workflow, edge)
        yield Evidence(reading.place, f"{edge.after.name} reads {reading.artifact}")
        if writing is not None:
            yield Evidence(writing.place, f"{edge.before.name} writes {writing.artifact}")


RULE = Rule(
    code="ORD006",
    slug="undeclared-edge",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_undeclared_edges,
)
