"""What the parts of a job add up to."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.model.facts import ActionUse, Declaration, Gate, Run
from mlaudit.model.place import Place


@dataclass(frozen=True, slots=True)
class Kept:
    """A path inside a folder whose content is handed over; both relative to the root."""

    folder: str
    path: str
    place: Place


@dataclass(slots=True)
class Work:
    """What a job does, in order, while its parts are read.

    Attributes:
        runs, uses, gates, reads, writes, declares_more: as in `DeclaredStep`.
        kept: paths that it hands over to later jobs.
        taken: where it takes in what earlier jobs hand over, the path being a folder.
    """

    runs: list[Run] = field(default_factory=list)
    uses: list[ActionUse] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    reads: list[Declaration] = field(default_factory=list)
    writes: list[Declaration] = field(default_factory=list)
    declares_more: bool = False
    kept: list[Kept] = field(default_factory=list)
    taken: list[Declaration] = field(default_factory=list)
