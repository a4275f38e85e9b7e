"""LOV003: data that nothing looks at on the way into a training."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.assurance import (
    checks_of_data,
    is_started_by_machine,
    models_trained,
    trainings,
    uses_validators,
)
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Access

_TABLES = (".csv", ".tsv", ".parquet", ".xlsx", ".xls", ".feather", ".arff", ".sql", ".json")
_SHOWING = re.compile(r"visual|viz|plot|figure|dashboard|chart|\bmaps?\b", re.IGNORECASE)
"""Files of code that show data to people; what they read is no training data."""
_DATA = frozenset({"dataset", "labels", "table"})


def find_unvalidated_data(workflow: Workflow) -> Iterator[Observation]:
    """At most one finding for a project that trains on tables."""
    trained = models_trained(workflow)
    steps = tuple(dict.fromkeys(id_ for deliverable in trained for id_ in deliverable.steps))
    if not trained or uses_validators(workflow) or checks_of_data(workflow, steps):
        return
    inputs = {id_ for deliverable in trained for id_ in deliverable.inputs}
    reads = [
        access
        for id_ in steps
        for access in workflow.own_accesses(workflow.step_by_id[id_])
        if access.mode == "read"
        and access.artifact in inputs
        and _is_table(workflow, access)
        and not _SHOWING.search(access.place.path)
    ]
    if reads:
        yield _observe(workflow, reads, steps)


def _is_table(workflow: Workflow, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    table = artifact.kind == "table" or artifact.id.lower().partition("?")[0].endswith(_TABLES)
    return artifact.kind in _DATA and table


def _observe(workflow: Workflow, reads: list[Access], steps: tuple[str, ...]) -> Observation:
    first = min(reads, key=lambda access: (access.evidence == "declared", access.place.sort_key))
    names = dict.fromkeys(access.artifact for access in reads)
    units = [training.unit for training in trainings(workflow)]
    alone = any(is_started_by_machine(unit) or is_automatic(unit) for unit in units)
    return Observation(
        place=first.place,
        scope=first.scope,
        subject="data validation",
        message=f"Nothing on the way from {listing(names)} to the training stops on wrong columns, "
        "types, gaps or ranges; the first sign of bad data is a bad model, if a person sees it.",
        remedy="Check what arrives, and stop: `pandera.DataFrameSchema({...}).validate(frame)`, or "
        "`assert` on columns, types and missing values right after the read.",
        severity=Severity.MEDIUM if alone else Severity.LOW,
        evidence=tuple(Evidence(access.place, f"reads {access.artifact}") for access in reads[1:6]),
        about=(*names, *steps),
    )


RULE = Rule(
    code="LOV003",
    slug="no-data-validation",
    family="observability",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_unvalidated_data,
)
