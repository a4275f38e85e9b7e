"""Dates that somebody wrote into the code, and the steps whose data they select."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.analysis.versioning import DATA
from mlaudit.graph.python.dates import DATE_EFFECT
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import ArtifactForm
from mlaudit.model.workflow import Access, Effect, Step
from mlaudit.patterns import lazy_regex

_IN_NAME = lazy_regex(
    r"(?<!\d)(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12]\d|3[01]))?(?!\d)"
)


@immutable
class WrittenDate:
    """A constant that holds a date.

    Attributes:
        constant: the effect that tells of it: variable, date and place of the assignment.
        readers: the units that read it.
    """

    constant: Effect
    readers: tuple[Step, ...]


@immutable
class DatedFile:
    """A file of data that nothing makes or keeps, chosen by the date in its name.

    Attributes:
        date: as the name holds it.
        reader: the first unit that reads it.
        access: its read.
    """

    date: str
    reader: Step
    access: Access


@asked_once
def written_dates(workflow: Workflow) -> tuple[WrittenDate, ...]:
    """The constants that hold a date and that units of the project's own work read, by place."""
    found: dict[tuple[object, ...], tuple[Effect, list[Step]]] = {}
    for unit in pipeline_units(workflow):
        for effect in workflow.own_effects(unit):
            if effect.kind == DATE_EFFECT:
                key = (effect.place.sort_key, effect.scope, effect.via, effect.detail)
                readers = found.setdefault(key, (effect, []))[1]
                if unit not in readers:
                    readers.append(unit)
    return tuple(WrittenDate(found[key][0], tuple(found[key][1])) for key in sorted(found))


@asked_once
def needed_dates(workflow: Workflow) -> tuple[WrittenDate, ...]:
    """Those of the written dates that a unit on the way to a deliverable reads."""
    needed = workflow.deliverables_of_step
    return tuple(
        date
        for date in written_dates(workflow)
        if any(reader.id in needed for reader in date.readers)
    )


@asked_once
def dated_files(workflow: Workflow) -> tuple[DatedFile, ...]:
    """The files that units on the way to deliverables read by a date that the code holds.

    A date that comes from a constant is left out: `written_dates` tells of it.
    """
    known = {date.constant.detail for date in written_dates(workflow)}
    found: dict[str, DatedFile] = {}
    for unit in pipeline_units(workflow):
        for access in (
            workflow.own_accesses(unit) if unit.id in workflow.deliverables_of_step else ()
        ):
            date = _date_of(workflow, access)
            if date and not any(written in access.artifact for written in known):
                found.setdefault(access.artifact, DatedFile(date, unit, access))
    return tuple(found.values())


def _date_of(workflow: Workflow, access: Access) -> str:
    """The date in the name of data that nothing makes or keeps and that is read; "" for others."""
    artifact = workflow.artifact_by_id.get(access.artifact)
    if artifact is None or access.mode != "read" or artifact.form != ArtifactForm.PATH:
        return ""
    kept = artifact.tracking in KEPT or bool(workflow.producers.get(artifact.id))
    if kept or artifact.kind not in DATA or not is_inside(artifact.id):
        return ""
    found = _IN_NAME.search(posixpath.basename(artifact.id))
    return found.group() if found else ""
