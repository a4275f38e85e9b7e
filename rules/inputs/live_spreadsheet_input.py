"""INP017: a table that people edit while the workflow reads it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step

_LIVE = re.compile(
    r"gsheet://|airtable://|https?://(docs\.google\.com/spreadsheets/|[\w-]+\.sharepoint\.com/"
    r"|1drv\.ms/|onedrive\.live\.com/|api\.airtable\.com/|(api|www)\.notion\.(com|so)/)"
)
_SHEETS = ("gspread.", "pygsheets.", "pyairtable.")
_SNAPSHOTS = frozenset({"dataset", "table", "labels"})


def find_live_spreadsheets(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file and table that it reads."""
    for unit in pipeline_units(workflow):
        found: dict[tuple[str, str], list[tuple[Place, str]]] = defaultdict(list)
        for place, scope, table in _reads(workflow, unit):
            found[place.path, table].append((place, scope))
        named = {path for path, table in found if table}
        for path, table in sorted(found):
            if (table or path not in named) and not _keeps_snapshot(workflow, unit):
                yield _observe(workflow, unit, table, found[path, table])


def _reads(workflow: Workflow, unit: Step) -> Iterator[tuple[Place, str, str]]:
    """(place, scope, table) of each read; a table whose name could not be told is "".

    Who opens a sheet may also write to it: that counts only beside a call that gets its cells.
    """
    gets = [u for u in workflow.own_unresolved(unit) if u.via.startswith(_SHEETS)]
    for access in workflow.own_accesses(unit):
        counts = gets or not access.via.startswith(_SHEETS) or ".open" not in access.via
        if access.mode == "read" and counts and _LIVE.match(access.artifact):
            yield access.place, access.scope, access.artifact
    for unresolved in gets:
        if unresolved.mode == "read":
            yield unresolved.place, unresolved.scope, ""


def _keeps_snapshot(workflow: Workflow, unit: Step) -> bool:
    """Does the step write a table of which versions are kept?"""
    return any(
        artifact.tracking in KEPT and artifact.kind in _SNAPSHOTS
        for access in workflow.own_accesses(unit)
        if access.mode == "write" and (artifact := workflow.artifact_by_id.get(access.artifact))
    )


def _observe(
    workflow: Workflow, unit: Step, table: str, reads: list[tuple[Place, str]]
) -> Observation:
    place, scope = reads[0]
    name = table.partition("://")[2] or "a sheet"
    return Observation(
        place=place,
        scope=scope,
        subject=table or place.path,
        message=f"{place.path} reads {name}, which people edit by hand; a run sees what stands "
        "there at that moment, and nothing keeps it.",
        remedy="Let one step write the table to a file, check its columns, and version the file "
        "(`dvc add`); let everything else read that file.",
        severity=Severity.HIGH if unit.id in workflow.deliverables_of_step else Severity.MEDIUM,
        evidence=tuple(Evidence(other, "reads it too") for other, _ in reads[1:6]),
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
