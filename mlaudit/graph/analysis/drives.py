"""Folders that one person's account at a storage service brings onto a machine."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field

from mlaudit.graph.analysis.paths import is_local
from mlaudit.graph.analysis.people import waits
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Access, Effect, Step
from mlaudit.patterns import lazy_regex

_DRIVES = (
    (
        "Google Drive",
        lazy_regex(r"/content/g?drive(?=/|$)|.*/(?:My ?Drive|Google ?Drive)(?=/|$)"),
    ),
    ("OneDrive", lazy_regex(r".*/OneDrive(?: - [^/]+)?(?=/|$)")),
    ("Dropbox", lazy_regex(r".*/Dropbox(?: \([^/]+\))?(?=/|$)")),
    ("iCloud", lazy_regex(r".*/Mobile Documents/com~apple~CloudDocs(?=/|$)")),
)
_COLAB = "/content/drive"


@immutable
class Drive:
    """A drive, and everything that is done with it.

    Attributes:
        service: who keeps it.
        root: the folder that stands for it.
        mounts: the calls that ask a person to let the machine in, with their units.
        accesses: what units read and write below it.
    """

    service: str
    root: str
    mounts: list[tuple[Step, Effect]] = field(default_factory=list)
    accesses: list[tuple[Step, Access]] = field(default_factory=list)

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of the units that use it."""
        return tuple(dict.fromkeys(unit.id for unit, _ in (*self.mounts, *self.accesses)))

    @property
    def artifacts(self) -> tuple[str, ...]:
        """What lies below it, as far as it is read or written."""
        return tuple(dict.fromkeys(access.artifact for _, access in self.accesses))


def drive_of(artifact: str) -> tuple[str, str] | None:
    """(service, folder that stands for the drive) of a path on somebody's drive, else None."""
    path = artifact.replace("\\", "/")
    if not is_local(artifact) or not path.startswith(("/", "~", *_letters(path))):
        return None
    for service, pattern in _DRIVES:
        found = pattern.match(path)
        if found is not None:
            return service, found.group()
    return None


def _letters(path: str) -> Iterable[str]:
    """A drive letter at the beginning, if there is one."""
    return (path[:2],) if re.match(r"[A-Za-z]:", path) else ()


def personal_drives(workflow: Workflow) -> tuple[Drive, ...]:
    """The drives that the project's own work uses, by their folders."""
    found: dict[tuple[str, str], Drive] = {}

    def drive(name: tuple[str, str]) -> Drive:
        return found.setdefault(name, Drive(*name))

    known: dict[str, tuple[str, str] | None] = defaultdict(lambda: None)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            if access.artifact not in known:
                known[access.artifact] = drive_of(access.artifact)
            name = known[access.artifact]
            if name is not None:
                drive(name).accesses.append((unit, access))
    for wait in waits(workflow, "mount-drive"):
        root = (wait.effect.artifact or _COLAB).rstrip("/")
        drive(("Google Drive", root)).mounts.append((wait.unit, wait.effect))
    return tuple(found[name] for name in sorted(found))
