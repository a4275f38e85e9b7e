"""DOC001: a document tells a person to download data."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.told import ACQUIRE, Told, told_sections
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.told import observe_told
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_downloads(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each section of a document, in projects that make something."""
    if workflow.deliverables:
        yield from (_observe(workflow, told) for told in told_sections(workflow, ACQUIRE))


def _observe(workflow: Workflow, told: Told) -> Observation:
    read = f", which steps read as {listing(told.artifacts, 2)}" if told.artifacts else ""
    target = told.artifacts[0] if told.artifacts else "data/raw.csv"
    return observe_told(
        workflow,
        told,
        message=f"fetch data by hand{read}",
        remedy=f"Let a step fetch it and check its hash: `dvc import-url <address> {target}`, or a "
        "script that a stage or a Makefile target runs.",
    )


RULE = Rule(
    code="DOC001",
    slug="download-instruction",
    family="documents",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    check=find_downloads,
)
