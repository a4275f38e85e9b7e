"""What a person sets aside beside the code."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class Suppression:
    """A note by which a person says that findings at some lines are no problem.

    Attributes:
        names: slugs, codes, families or their letters, as written; a note without any counts for
            nothing.
        reason: why, on one line; "" where none is given.
        place: where the note stands.
        first, last: the lines that it covers, within the cell for notebooks; 0 stands for the
            cell as a whole.
        whole: it covers its file with all cells.
        form: "comment", "tag", "metadata" or "settings" (of the configuration).
        patterns: of the files that settings speak of, as written.
        paths: of the files that settings cover, among those where something was found.
        judged: all that it may cover was scanned, so that it can be told whether it is of use.
        unknown: (name, what is wrong with it) of names that are no rule's; known once the gate
            has looked at it.
        unused: names whose rules find nothing at these lines; known once the gate has looked at it.
    """

    names: tuple[str, ...]
    reason: str
    place: Place
    first: int = 0
    last: int = 0
    whole: bool = False
    form: str = "comment"
    patterns: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    judged: bool = True
    unknown: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files in which it may cover something."""
        return self.paths if self.form == "settings" else (self.place.path,)

    def covers(self, place: Place) -> bool:
        """Does it stand for what is found at a place?"""
        if self.form == "settings":
            return place.path in self.paths
        if place.path != self.place.path:
            return False
        return self.whole or (
            place.cell == self.place.cell and self.first <= place.line <= self.last
        )
