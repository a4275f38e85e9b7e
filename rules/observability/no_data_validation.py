"""LOV003: data that nothing looks at on the way into a training."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.assurance import is_started_by_machine, trainings
from mlaudit.graph.analysis.unchecked import UncheckedTables, unchecked_tables
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.judge.parts import part_of_project
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_unvalidated_data(workflow: Workflow) -> Iterator[Observation]:
    """At most one finding for a project that trains on tables."""
    tables = unchecked_tables(workflow)
    if tables is not None:
        yield _observe(workflow, tables)


def _observe(workflow: Workflow, tables: UncheckedTables) -> Observation:
    units = [training.unit for training in trainings(workflow)]
    alone = any(is_started_by_machine(unit) or is_automatic(unit) for unit in units)
    return Observation(
        place=tables.first.place,
        scope=tables.first.scope,
        subject="data validation",
        message=f"Nothing on the way from {listing(tables.names)} to the training stops on wrong "
        "columns, types, gaps or ranges; the first sign of bad data is a bad model, if a person "
        "sees it.",
        remedy="Check what arrives, and stop: `pandera.DataFrameSchema({...}).validate(frame)`, or "
        "`assert` on columns, types and missing values right after the read.",
        severity=Severity.MEDIUM if alone else Severity.LOW,
        evidence=tuple(
            Evidence(read.place, f"reads {read.artifact}") for read in tables.reads[1:6]
        ),
        about=(*tables.names, *tables.steps),
        parts=part_of_project("data validation"),
    )


RULE = Rule(
    code="LOV003",
    slug="no-data-validation",
    family="observability",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_unvalidated_data,
)
