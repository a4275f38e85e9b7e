"""HUM007: samples go out to be labelled, and labels come back, through nobody's step."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.handoffs import Handoff, handoffs
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.told_labelling import ToldLabelling, told_labelling
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_handoffs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that waits for labels, and for each place that tells to label."""
    yield from (_observe(workflow, handoff) for handoff in handoffs(workflow))
    yield from (_observe_told(told) for told in told_labelling(workflow))


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


def _observe_told(told: ToldLabelling) -> Observation:
    instruction, before, after = told.instruction, told.before, told.after
    return Observation(
        place=instruction.place,
        scope=instruction.heading,
        subject=instruction.text,
        message=f"{instruction.place.path} sends a person to a labelling tool between "
        f'`{before.name}` and `{after.name}`: "{instruction.text}"; nothing records who labelled '
        "which batch, and the loop stands still until it is done.",
        remedy="Hand the samples to the labelling tool and fetch the labels from it in steps of "
        "the pipeline, with an id for each batch, and keep every batch under version control.",
        evidence=(
            Evidence(before.place, f"before: `{before.name}`"),
            Evidence(after.place, f"after: `{after.name}`"),
        ),
        about=(before.id, after.id),
    )


RULE = Rule(
    code="HUM007",
    slug="active-learning-handoff",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    check=find_handoffs,
)
