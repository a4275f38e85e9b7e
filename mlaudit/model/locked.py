"""What lock files say of the last runs of stages."""

from __future__ import annotations

from mlaudit.model.data import Data
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class LockedStage:
    """What a lock file says of the last run of a stage (`dvc.lock`).

    Attributes:
        name: of the stage.
        place: where it stands in the lock file.
        commands: what was run.
        reads, writes: (path, MD5 of the content) as they were, the MD5 "" where none is given.
        parameters: (file, keys that lead to the value, value) as they were.
        differs: what is not as it was then, in words for a person.
        edited: paths of committed files that it reads and whose content is another one now.
    """

    name: str
    place: Place
    commands: tuple[str, ...] = ()
    reads: tuple[tuple[str, str], ...] = ()
    writes: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str, Data], ...] = ()
    differs: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
