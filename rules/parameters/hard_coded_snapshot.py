"""CFG011: a date that somebody wrote into the code selects the data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mlaudit.graph.analysis.dates import WrittenDate, written_dates
from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Confidence, Severity
from mlaudit.model.workflow import Access, Step

_BEGINNING = re.compile(r"start|begin|since|from|first|origin|train|test|valid", re.IGNORECASE)
"""Words of names whose date stays as it is when the data grows."""
_DATA = frozenset({"dataset", "labels", "table", "archive"})
_IN_NAME = re.compile(
    r"(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12]\d|3[01]))?(?!\d)"
)


def find_snapshots(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each constant, and for each file whose name holds a date."""
    needed = workflow.deliverables_of_step
    dates = written_dates(workflow)
    for date in dates:
        if any(reader.id in needed for reader in date.readers):
            yield _observe_constant(date)
    known = {date.constant.detail for date in dates}
    seen: set[str] = set()
    for unit in pipeline_units(workflow) if needed else ():
        for access in workflow.own_accesses(unit) if unit.id in needed else ():
            if access.artifact not in seen and _is_dated_file(workflow, access, known):
                seen.add(access.artifact)
                yield _observe_file(unit, access)


def _observe_constant(date: WrittenDate) -> Observation:
    constant = date.constant
    readers = [reader for reader in date.readers if reader.path != constant.place.path]
    files = listing(reader.path for reader in readers)
    used = f"; {files} read it" if len(readers) > 1 else f"; {files} reads it" if files else ""
    return Observation(
        place=constant.place,
        scope=constant.scope,
        subject=constant.via,
        message=f"The date {constant.detail}, written by hand, selects the data{used}, and whoever "
        f"makes a new version must know to change {constant.via} in {constant.place.path}.",
        remedy="Hand the date in with each run: a command-line option, a parameter in params.yaml, "
        f"or the date of the schedule; then {constant.via} needs no edit.",
        confidence=Confidence.LOW if _BEGINNING.search(constant.via) else None,
        evidence=tuple(
            Evidence(reader.place, f"{reader.id} reads {constant.via}") for reader in readers
        ),
        about=tuple(reader.id for reader in date.readers),
    )


def _is_dated_file(workflow: Workflow, access: Access, known: set[str]) -> bool:
    """Is it data that nothing makes or keeps, chosen by the date in its name?"""
    artifact = workflow.artifact_by_id.get(access.artifact)
    if artifact is None or access.mode != "read" or artifact.form != ArtifactForm.PATH:
        return False
    name = posixpath.basename(artifact.id)
    from_constant = any(date in artifact.id for date in known)
    chosen = artifact.kind in _DATA and is_inside(artifact.id) and not from_constant
    kept = artifact.tracking in KEPT or bool(workflow.producers.get(artifact.id))
    return chosen and not kept and _IN_NAME.search(name) is not None


def _observe_file(unit: Step, access: Access) -> Observation:
    found = _IN_NAME.search(posixpath.basename(access.artifact))
    date = found.group() if found else ""
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=access.artifact,
        message=f"The date {date} in the name of {access.artifact} selects the data, and whoever "
        f"makes a new version must know to change it in {access.place.path}.",
        remedy="Hand the path or the date in with each run, or read one name and let data "
        f"versioning tell the versions apart (`dvc add {access.artifact}`).",
        confidence=Confidence.LOW,
        about=(unit.id,),
    )


RULE = Rule(
    code="CFG011",
    slug="hard-coded-snapshot",
    family="parameters",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_snapshots,
)
