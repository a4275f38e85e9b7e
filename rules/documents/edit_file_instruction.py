"""DOC003: a document tells a person to edit a file of the project before a run."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.told_edits import ToldEdit, told_edits
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_edits(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file or constant that is to be edited."""
    for edit in told_edits(workflow) if workflow.deliverables else ():
        yield _observe(edit)


def _observe(edit: ToldEdit) -> Observation:
    first = edit.first
    others = [item for item in edit.told if item is not first]
    what = "Take the value from" if edit.is_settings else "Make the value"
    how = (
        "an environment variable or a file that is not committed"
        if edit.is_settings
        else "an option"
    )
    return Observation(
        place=first.place,
        also=tuple(item.place for item in others),
        scope=first.heading,
        subject=edit.target,
        message=f"{first.place.path} tells a person to edit {edit.target} before a run: "
        f'"{first.text[:160]}"',
        remedy=f"{what} {how} with a default, so that the same commit runs for everybody, and show "
        "the command with the option in the document.",
        severity=Severity.MEDIUM if edit.in_file and not edit.is_settings else Severity.LOW,
        confidence=Confidence.MEDIUM if edit.in_file else Confidence.LOW,
        evidence=tuple(Evidence(item.place, item.text[:120]) for item in others[:6]),
        about=tuple(unit.id for unit in edit.units),
    )


RULE = Rule(
    code="DOC003",
    slug="edit-file-instruction",
    family="documents",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_edits,
)
