"""ORD006: steps of one definition that share data but no edge."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.undeclared import MissingEdges, missing_edges
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
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
    return map(_observe, missing_edges(workflow))


def _observe(missing: MissingEdges) -> Observation:
    after = missing.after
    before, names = listing(missing.makers), listing(missing.artifacts)
    joined = _SEPARATORS[after.kind].join(missing.makers) if after.kind in _SEPARATORS else before
    template = _REMEDIES.get(after.kind, _DEFAULT)
    return Observation(
        place=after.place,
        scope=after.scope,
        subject=after.id,
        message=f"{after.name} reads {names} from {before}, but {after.path} does not say that it "
        "must wait; they run in the right order by luck.",
        remedy=template.format(before=joined, after=after.name, names=names, path=after.path),
        confidence=least(missing.confidence),
        evidence=missing.evidence,
        about=missing.about,
        parts=parts_of(after.path, after.scope, missing.artifacts),
    )


RULE = Rule(
    code="ORD006",
    slug="undeclared-edge",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_undeclared_edges,
)
