"""HUM007: samples go out to be labelled, and labels come back, through nobody's step."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.handoffs import Handoff, handoffs
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_handoffs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that waits for labels."""
    return (_observe(workflow, handoff) for handoff in handoffs(workflow))


def _observe(workflow: Workflow, handoff: Handoff) -> Observation:
    unit, reading = handoff.reading
    written = handoff.writing.artifact
    return Observation(
        place=handoff.writing.place,
        scope=handoff.writing.scope,
        subject=written,
        message=f"{handoff.writing.place.path} writes {written}, which no step reads, and "
        f"{reading.place.path} reads {reading.artifact}, which no step makes: as their names tell, "
        "a person must label the one and put it back as the other.",
        remedy="Hand the samples to the labelling tool and fetch the labels from it in steps of "
        "the pipeline, with an id for each batch, and keep every batch "
        f"(`dvc add {reading.artifact}`).",
        confidence=Confidence.HIGH if handoff.selects else Confidence.MEDIUM,
        evidence=(
            Evidence(reading.place, f"{unit.id} reads {reading.artifact}"),
            *mentions_of(workflow, reading.artifact),
        ),
        about=(handoff.asking.id, unit.id, written, reading.artifact),
    )


RULE = Rule(
    code="HUM007",
    slug="active-learning-handoff",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    check=find_handoffs,
)
