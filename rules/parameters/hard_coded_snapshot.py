"""CFG011: a date that somebody wrote into the code selects the data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.dates import DatedFile, WrittenDate, dated_files, needed_dates
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.patterns import lazy_regex

_BEGINNING = lazy_regex(r"start|begin|since|from|first|origin|train|test|valid", re.IGNORECASE)
"""Words of names whose date stays as it is when the data grows."""


def find_snapshots(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each constant, and for each file whose name holds a date."""
    for date in needed_dates(workflow):
        yield _observe_constant(date)
    for file in dated_files(workflow):
        yield _observe_file(file)


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
        confidence=None if _is_moved(constant.via) else Confidence.LOW,
        evidence=tuple(
            Evidence(reader.place, f"{reader.id} reads {constant.via}") for reader in readers
        ),
        about=tuple(reader.id for reader in date.readers),
    )


def _is_moved(name: str) -> bool:
    """Is it a constant (PEP 8 writes those in capitals), and none of a date that stays?"""
    return name.isupper() and _BEGINNING.search(name) is None


def _observe_file(file: DatedFile) -> Observation:
    access = file.access
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=access.artifact,
        message=f"The date {file.date} in the name of {access.artifact} selects the data, and "
        f"whoever makes a new version must know to change it in {access.place.path}.",
        remedy="Hand the path or the date in with each run, or read one name and let data "
        f"versioning tell the versions apart (`dvc add {access.artifact}`).",
        confidence=Confidence.LOW,
        about=(file.reader.id,),
    )


RULE = Rule(
    code="CFG011",
    slug="hard-coded-snapshot",
    family="parameters",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_snapshots,
)
