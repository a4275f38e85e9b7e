"""ART002: a data set from a person's run that something automatic takes in."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.losses import TakenIn, data_taken_in
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_unversioned_datasets(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each data set that crosses from a person to a machine."""
    for taken in data_taken_in(workflow):
        yield _observe(workflow, taken)


def _observe(workflow: Workflow, taken: TakenIn) -> Observation:
    unit, access, takers = taken.unit, taken.access, taken.takers
    artifact = workflow.artifact_by_id[access.artifact]
    names = listing(step.id for step in takers)
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=artifact.id,
        message=f"{names} takes in {artifact.id} as a person's last run of {unit.path} left it; "
        f"{kept_out(artifact.tracking)}, so nobody can tell which data a run saw.",
        remedy=f"Keep a version of it (`dvc add {quote(artifact.id)}` and commit the .dvc file), "
        f"or let {takers[0].name} make it.",
        confidence=access.confidence,
        evidence=tuple(Evidence(step.place, f"{step.id} reads it") for step in takers),
        about=(artifact.id, unit.id, *(step.id for step in takers)),
    )


RULE = Rule(
    code="ART002",
    slug="unversioned-dataset",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unversioned_datasets,
)
