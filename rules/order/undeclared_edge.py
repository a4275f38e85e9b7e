"""ORD006: two steps of one definition that share data but no edge."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.edges import (
    LooseEdge,
    loose_edges,
    pattern_of,
    reading_of,
    writing_of,
)
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step

_REMEDIES = {
    StepKind.GITHUB_JOB: "Add `needs: [{before}]` to the job {after}, and hand the file over with "
    "actions/upload-artifact and actions/download-artifact.",
    StepKind.MAKE_TARGET: "Make {before} a prerequisite: `{after}: {before}`.",
    StepKind.DVC_STAGE: "Add {names} to the outs of the stage {before} and to the deps of the "
    "stage {after}.",
    StepKind.AIRFLOW_TASK: "Add `{before} >> {after}` to the DAG.",
    StepKind.SNAKEMAKE_RULE: "Add {names} to the output of the rule {before} and to the input of "
    "the rule {after}.",
}
_DEFAULT = "Declare in {path} that {after} needs {before}."


def find_undeclared_edges(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each pair of steps."""
    for edge in loose_edges(workflow):
        if pattern_of(edge) == "undeclared":
            yield _observe(workflow, edge)


def _observe(workflow: Workflow, edge: LooseEdge) -> Observation:
    before, after = edge.before, edge.after
    names = listing(artifact.id for artifact in edge.artifacts)
    reading, writing = reading_of(workflow, edge), writing_of(workflow, edge)
    evidence = [Evidence(reading.place, f"{after.name} reads {reading.artifact}")]
    if writing is not None:
        evidence.append(Evidence(writing.place, f"{before.name} writes {writing.artifact}"))
    return Observation(
        place=after.place,
        scope=after.scope,
        subject=f"{before.id} -> {after.id}",
        message=f"{after.name} reads {names}, which {before.name} writes, but {after.path} does "
        "not say that the one needs the other; they run in the right order by luck.",
        remedy=_remedy(before, after, names),
        confidence=reading.confidence,
        evidence=tuple(evidence),
        about=(before.id, after.id, *(artifact.id for artifact in edge.artifacts)),
    )


def _remedy(before: Step, after: Step, names: str) -> str:
    template = _REMEDIES.get(after.kind, _DEFAULT)
    return template.format(before=before.name, after=after.name, names=names, path=after.path)


RULE = Rule(
    code="ORD006",
    slug="undeclared-edge",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_undeclared_edges,
)
