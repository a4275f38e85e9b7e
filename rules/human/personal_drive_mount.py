"""HUM003: data on a drive that one person's account opens."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.graph.analysis.drives import Drive, personal_drives
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity


def find_drives(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each drive, whatever is read and written there."""
    return (_observe(workflow, drive) for drive in personal_drives(workflow))


def _observe(workflow: Workflow, drive: Drive) -> Observation:
    needed = any(unit in workflow.deliverables_of_step for unit in drive.units)
    places = _places(drive)
    first = places[0].place
    names = [posixpath.basename(id_.rstrip("/")) for id_ in drive.artifacts]
    what = f"uses {listing(names, 2)} on" if names else "needs"
    login = "log in by hand for each session and " if drive.mounts else ""
    return Observation(
        place=first,
        also=tuple(item.place for item in places),
        subject=drive.root,
        message=f"{first.path} {what} a {drive.service} of one person ({drive.root}); whoever else "
        f"runs it must {login}get these files into the same folders of their own account.",
        remedy="Keep the data where every run finds it without a person: a bucket or `dvc add` "
        "with a shared remote (`dvc remote add -d storage s3://<bucket>/data`), and take the "
        "folder from a parameter.",
        severity=Severity.HIGH if needed and names else Severity.MEDIUM,
        evidence=places[1:12],
        about=(*drive.units, *drive.artifacts),
        parts=parts_of(".", "", [drive.root]),
    )


def _places(drive: Drive) -> tuple[Evidence, ...]:
    """Where it is mounted and used, the mounts first, each place once."""
    found: dict[Place, str] = {}
    for _, mount in sorted(drive.mounts, key=lambda pair: pair[1].place.sort_key):
        found.setdefault(mount.place, f"mounts it ({mount.via})")
    for _, access in sorted(drive.accesses, key=lambda pair: pair[1].place.sort_key):
        found.setdefault(access.place, f"{access.mode}s {access.artifact}")
    return tuple(Evidence(place, note) for place, note in found.items())


RULE = Rule(
    code="HUM003",
    slug="personal-drive-mount",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_drives,
)
