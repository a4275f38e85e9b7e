"""What rules say of sections of documents that tell a person to do something."""

from __future__ import annotations

from mlaudit.graph.analysis.told import Told
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def observe_told(workflow: Workflow, told: Told, message: str, remedy: str) -> Observation:
    """The finding about a section; `message` goes before the sentence that is quoted."""
    first = told.first
    needed = any(set(told.artifacts) & set(d.inputs) for d in workflow.deliverables)
    return Observation(
        place=first.place,
        also=tuple(item.place for item in told.more),
        scope=first.heading,
        subject=first.text[:120],
        message=f'{first.place.path} tells a person to {message}: "{first.text[:160]}"',
        remedy=remedy,
        severity=Severity.HIGH if needed else Severity.MEDIUM,
        confidence=Confidence.HIGH if told.artifacts else Confidence.MEDIUM,
        evidence=tuple(Evidence(item.place, item.text[:120]) for item in told.more[:6]),
        about=told.artifacts,
        parts=parts_of(first.place.path, first.heading, told.artifacts),
    )
