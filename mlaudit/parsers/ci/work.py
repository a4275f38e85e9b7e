"""What the parts of a job add up to."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from mlaudit.model.facts import ActionUse, Declaration, Gate, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class Kept:
    """A path that is handed over, and what it is called inside the folder that is kept."""

    path: str
    inside: str
    place: Place


@dataclass(slots=True)
class Work:
    """What a job does, in order, while its parts are read.

    Attributes:
        runs, uses, gates, reads, writes, declares_more: as in `DeclaredStep`.
        kept: paths that it hands over to later jobs.
        taken: where it takes in what earlier jobs hand over, the path being a folder.
        locate: a path as the file writes it, as seen from the root of the repository.
    """

    runs: list[Run] = field(default_factory=list)
    uses: list[ActionUse] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    reads: list[Declaration] = field(default_factory=list)
    writes: list[Declaration] = field(default_factory=list)
    declares_more: bool = False
    kept: list[Kept] = field(default_factory=list)
    taken: list[Declaration] = field(default_factory=list)
    locate: Callable[[str], str] = posixpath.normpath
