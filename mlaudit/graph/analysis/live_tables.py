"""Tables on the network that people edit while the workflow reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_LIVE = lazy_regex(
    r"gsheet://|airtable://|https?://(docs\.google\.com/spreadsheets/|[\w-]+\.sharepoint\.com/"
    r"|1drv\.ms/|onedrive\.live\.com/|api\.airtable\.com/|(api|www)\.notion\.(com|so)/)"
)
_SHEETS = ("gspread.", "pygsheets.", "pyairtable.")
_SNAPSHOTS = frozenset({"dataset", "table", "labels"})


@immutable
class LiveTable:
    """A table that one file reads for a unit which keeps no version of it.

    Attributes:
        unit: the reader.
        table: its address, "" where it could not be told.
        reads: (place, scope) of each read, at least one.
    """

    unit: Step
    table: str
    reads: tuple[tuple[Place, str], ...]


def live_tables(workflow: Workflow) -> Iterator[LiveTable]:
    """Every such table by unit, file and address; nameless ones where the file names none."""
    for unit in pipeline_units(workflow):
        found: dict[tuple[str, str], list[tuple[Place, str]]] = defaultdict(list)
        for place, scope, table in _reads(workflow, unit):
            found[place.path, table].append((place, scope))
        named = {path for path, table in found if table}
        for path, table in sorted(found):
            if (table or path not in named) and not _keeps_snapshot(workflow, unit):
                yield LiveTable(unit, table, tuple(found[path, table]))


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
