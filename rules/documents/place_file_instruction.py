"""DOC002: a document tells a person to put a file somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.told import ACQUIRE, PLACE, Told, told_sections
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.told import observe_told
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_placements(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each section that does not also tell to download the file."""
    if not workflow.deliverables:
        return
    downloads = {_section(told) for told in told_sections(workflow, ACQUIRE)}
    for told in told_sections(workflow, PLACE):
        if _section(told) not in downloads and _names_place(told):
            yield _observe(workflow, told)


def _section(told: Told) -> tuple[str, str]:
    return told.first.place.path, told.first.heading


def _names_place(told: Told) -> bool:
    """Does the sentence name where? What goes into `.env` is a matter of settings."""
    places = [mention for mention in told.first.mentions if "://" not in mention]
    return any("/" in m or "\\" in m or "." in m for m in places) and ".env" not in places


def _observe(workflow: Workflow, told: Told) -> Observation:
    read = f" (steps read {listing(told.artifacts, 2)})" if told.artifacts else ""
    return observe_told(
        workflow,
        told,
        message=f"put a file where code expects it{read}",
        remedy="Keep a version of the file in that place (`dvc add`, or git), let a step copy it "
        "there, or let the path be an option of the step that reads it.",
    )


RULE = Rule(
    code="DOC002",
    slug="place-file-instruction",
    family="documents",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    check=find_placements,
)
