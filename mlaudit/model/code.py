"""What the text of code says beside what running it does."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class PackageImport:
    """An import of a package by a file, at its top level or further inside.

    Attributes:
        name: the dotted name of the module.
        place: where.
        optional: the file copes without it, or only some runs come by it: it stands in a `try`
            that handles its absence, or under a test.
        local: it stands in a function, and counts when that is called.
    """

    name: str
    place: Place
    optional: bool = False
    local: bool = False


@immutable
class Silence:
    """A place at which a failure is told to have no consequence.

    Attributes:
        kind: "shell" (`… || true`), "job" (a job or its step may fail), "except" (a handler that
            does nothing).
        place: where what may fail begins.
        last: the last line of what may fail.
        what: the command, the job, or the exception that is caught.
        step: id of the declared step around it, "" for the code of a file.
    """

    kind: str
    place: Place
    last: int
    what: str
    step: str = ""

    def covers(self, place: Place) -> bool:
        """Does what may fail stand there?"""
        same = (place.path, place.cell) == (self.place.path, self.place.cell)
        return same and self.place.line <= place.line <= self.last


@immutable
class Check:
    """A place at which code stops because something is not as it should be.

    Attributes:
        place: where.
        about: names in the test, and of the function around it, in lower case.
    """

    place: Place
    about: tuple[str, ...]


@immutable
class UnreadWords:
    """Words of a command line that the code which it starts never looks at.

    Attributes:
        step: id of the step whose command it is.
        code: path of the file that is started.
        words: what is handed over for nothing.
        place: where the command stands.
    """

    step: str
    code: str
    words: tuple[str, ...]
    place: Place
