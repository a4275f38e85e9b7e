"""MET005: a note that sets aside what is not found."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.suppression import Suppression
from mlaudit.model.vocabulary import Confidence, Severity


def find_unused_notes(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each note with names that are of no use."""
    for note in workflow.suppressions:
        if note.unused:
            names = listing(note.unused)
            yield Observation(
                place=note.place,
                subject=", ".join(note.unused),
                message=f"{names} is set aside {_tell_lines(note)}, and is not found there; the "
                "next thing of the kind would go unseen.",
                remedy="Remove the comment."
                if len(note.unused) == len(note.names) and note.form == "comment"
                else f"Remove {names} from the {note.form}.",
            )


def _tell_lines(note: Suppression) -> str:
    if note.form == "settings":
        return f"for {listing(note.patterns)}"
    if note.whole:
        return "for the whole file"
    if note.form != "comment":
        return "for the whole cell"
    first = max(note.first, 1)
    return f"in line {first}" if first == note.last else f"in lines {first} to {note.last}"


RULE = Rule(
    code="MET005",
    slug="unused-ignore",
    family="mlaudit",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    check=find_unused_notes,
    late=True,
)
