"""What a person sets aside beside the code."""

from __future__ import annotations

from dataclasses import dataclass

from mlaudit.model.place import Place


@dataclass(frozen=True, slots=True)
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
        form: "comment", "tag" or "metadata".
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
    unknown: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()

    def covers(self, place: Place) -> bool:
        """Does it stand for what is found at a place?"""
        if place.path != self.place.path:
            return False
        return self.whole or (
            place.cell == self.place.cell and self.first <= place.line <= self.last
        )
