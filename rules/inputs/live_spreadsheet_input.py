"""INP017: a table that people edit while the workflow reads it."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.live_tables import LiveTable, live_tables
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_live_spreadsheets(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file and table that it reads."""
    for live in live_tables(workflow):
        yield _observe(workflow, live)


def _observe(workflow: Workflow, live: LiveTable) -> Observation:
    unit, table = live.unit, live.table
    place, scope = live.reads[0]
    name = table.partition("://")[2] or "a sheet"
    return Observation(
        place=place,
        also=tuple(other for other, _ in live.reads),
        scope=scope,
        subject=table or place.path,
        message=f"{place.path} reads {name}, which people edit by hand; a run sees what stands "
        "there at that moment, and nothing keeps it.",
        remedy="Let one step write the table to a file, check its columns, and version the file "
        "(`dvc add`); let everything else read that file.",
        severity=Severity.HIGH if unit.id in workflow.deliverables_of_step else Severity.MEDIUM,
        evidence=tuple(Evidence(other, "reads it too") for other, _ in live.reads[1:6]),
        about=(unit.id, *((table,) if table else ())),
    )


RULE = Rule(
    code="INP017",
    slug="live-spreadsheet-input",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_live_spreadsheets,
)
