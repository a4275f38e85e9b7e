"""Explanations: why an access has the artifact that it has, from the code back to its sources."""

from __future__ import annotations

from enum import StrEnum

from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, Confidence
from mlaudit.model.workflow import Artifact


class SourceKind(StrEnum):
    """Where a part of a path comes from."""

    ASSIGNMENT = "assignment"
    ARGUMENT = "argument"
    DEFAULT = "parameter-default"
    LOOP = "loop"
    RETURN = "return"
    COMMAND_LINE = "command-line"
    OPTION_DEFAULT = "option-default"
    CONFIGURATION = "configuration"
    ENVIRONMENT = "environment"
    ANCHOR = "anchor"
    DIRECTORY = "working-directory"
    CALL = "call"
    UNKNOWN = "unknown"


@immutable
class Source:
    """Where one name of an expression has its value from.

    Attributes:
        kind: what sort of source it is.
        name: the part that is explained, as code: `OUT`, `args.out`, `cfg["data"]`.
        code: what gives it its value, as code; "" where nothing in code does.
        value: what it is then as text, None where that is not known or it is no text.
        place: where that stands.
        note: what is to be said beside, the flag of an option or the reason of not knowing.
        parts: the sources of the names in `code`.
    """

    kind: SourceKind
    name: str
    code: str
    value: str | None
    place: Place | None
    note: str = ""
    parts: tuple[Source, ...] = ()


@immutable
class CodeLine:
    """Code, a command or a declaration, and where it stands."""

    code: str
    place: Place | None


@immutable
class Starting:
    """How a step comes to be started, outermost first.

    Attributes:
        lines: the triggers and commands that lead to it.
        directory: the working directory of its code.
    """

    lines: tuple[CodeLine, ...]
    directory: str = "."


@immutable
class Way:
    """One way in which an access happens.

    Attributes:
        starts: the ways of starting the step that have this outcome.
        calls: the calls that lead to the access, outermost first; the last one does it.
        sources: where the parts of the path come from.
    """

    starts: tuple[Starting, ...]
    calls: tuple[CodeLine, ...]
    sources: tuple[Source, ...]


@immutable
class AccessExplanation:
    """Why a step reads or writes something, or why it is not known what.

    Attributes:
        step, kind, automation: of the unit that does it.
        mode, via, place: of the access.
        artifact: its id, None where it could not be told.
        match: how that meets the artifact that is asked for: "exact", "directory" or "pattern".
        evidence: "declared" or "inferred".
        confidence: of the access.
        reason: why the artifact could not be told, "" where it could.
        ways: how it happens, distinct ones alone.
    """

    step: str
    kind: str
    automation: Automation
    mode: str
    via: str
    place: Place
    artifact: str | None
    match: str
    evidence: str
    confidence: Confidence
    reason: str
    ways: tuple[Way, ...]


@immutable
class PossibleWrite:
    """A write whose target could not be told, which may be what is asked for."""

    step: str
    via: str
    place: Place
    reason: str


@immutable
class Explanation:
    """The answer of `mlaudit why`.

    Attributes:
        question: what was asked for, in its canonical form.
        artifact: what is known of it, or None where a place was asked for.
        accesses: all that is to be explained: writes first, then reads, then unresolved ones.
        possible: writes that may make the artifact although their target could not be told.
    """

    question: str
    artifact: Artifact | None
    accesses: tuple[AccessExplanation, ...]
    possible: tuple[PossibleWrite, ...] = ()
