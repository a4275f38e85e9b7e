"""What stands in a file and waits for a person to edit it before or between runs."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place


@immutable
class Placeholder:
    """A value that stands for one that a person has to fill in.

    Attributes:
        place: where it stands.
        name: the variable, argument or dotted key that holds it.
        value: as written.
        scope: qualified name of the code around it, "" at top level and in configuration.
    """

    place: Place
    name: str
    value: str
    scope: str = ""


@immutable
class CommentedRun:
    """A call or a command that is commented out beside others that run.

    Attributes:
        place: where it stands.
        text: the call or command without its comment sign.
        target: the name of the function, with the module that it is imported from before it
            ("src.prepare.clean"), or the words of the command.
        sibling: what runs beside it.
        scope: qualified name of the code around it.
        command: it is a command of a shell script.
    """

    place: Place
    text: str
    target: str
    sibling: str
    scope: str = ""
    command: bool = False
