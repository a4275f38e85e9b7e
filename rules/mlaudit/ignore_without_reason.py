"""MET004: a note that sets findings aside without saying which, or why."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.suppression import Suppression
from mlaudit.model.vocabulary import Confidence, Severity

_TAG_HAS_LITTLE_ROOM = Severity.LOW


def find_unexplained_notes(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each note without a reason or without names."""
    for note in workflow.suppressions:
        if not note.names:
            yield _observe(
                note,
                "An ignore names no rule, so it sets nothing aside: what is found here tomorrow "
                "must not vanish with what is found today.",
                "Name what is no problem here, as in `mlaudit: ignore[untracked-input] reason`.",
            )
        elif not note.reason:
            yield _observe(
                note,
                f"{listing(note.names)} is set aside here without a reason; whoever meets this "
                "next cannot tell whether it still holds.",
                "Say behind the bracket why it is no problem."
                if note.form == "comment"
                else "Give the reason in the metadata of the cell, "
                f'`{{"mlaudit": {{"ignore": {{"{note.names[0]}": "reason"}}}}}}`.',
            )


def _observe(note: Suppression, message: str, remedy: str) -> Observation:
    return Observation(
        place=note.place,
        subject=", ".join(note.names) or "ignore",
        message=message,
        remedy=remedy,
        severity=_TAG_HAS_LITTLE_ROOM if note.form == "tag" else None,
    )


RULE = Rule(
    code="MET004",
    slug="ignore-without-reason",
    family="mlaudit",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unexplained_notes,
    late=True,
)
