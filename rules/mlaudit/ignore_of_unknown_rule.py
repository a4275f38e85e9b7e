"""MET006: a note that names what is no rule."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_unknown_names(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each name."""
    for note in workflow.suppressions:
        for name, why in note.unknown:
            yield Observation(
                place=note.place,
                subject=name,
                message=f"An ignore has no effect: {why}" + ("" if why.endswith("?") else "."),
                remedy="Write the slug or the code that the report of the finding begins with.",
            )


RULE = Rule(
    code="MET006",
    slug="ignore-of-unknown-rule",
    family="mlaudit",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unknown_names,
    late=True,
)
