"""ART003: what a model was measured at, which nothing keeps."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.measured import (
    Measurement,
    is_of_model,
    lost_metrics,
    unkept_measurements,
)
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_at, parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Access, Step


def find_unversioned_metrics(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit that loses its files of metrics, or writes no numbers at all."""
    for unit, writes in lost_metrics(workflow):
        yield _observe_file(workflow, unit, writes)
    for measurement in unkept_measurements(workflow):
        yield _observe_shown(measurement)


def _observe_file(workflow: Workflow, unit: Step, writes: tuple[Access, ...]) -> Observation:
    first = writes[0]
    artifact = workflow.artifact_by_id[first.artifact]
    names = [access.artifact for access in writes]
    stage = f"Make it a metric of a stage in dvc.yaml (`-M {quote(artifact.id)}`)"
    return Observation(
        place=first.place,
        also=tuple(write.place for write in writes),
        scope=first.scope,
        subject=artifact.id,
        message=f"{first.place.path} writes {listing(names)}; {kept_out(artifact.tracking)}, and "
        "the next run overwrites the numbers, so that no two runs can be compared.",
        remedy=f"{stage if is_inside(artifact.id) else 'Write it inside the repository'}, commit "
        "it with each run, or log the numbers to a tracking server (`mlflow.log_metrics`).",
        confidence=first.confidence if is_of_model(workflow, unit) else Confidence.LOW,
        evidence=accesses_shown(writes[1:6]),
        about=(*names, unit.id),
        parts=parts_at(first.place.path, first.scope, ((w.artifact, w.place) for w in writes)),
    )


def _observe_shown(measurement: Measurement) -> Observation:
    first, unit = measurement.calls[0], measurement.step
    names = listing(call.via.rpartition(".")[2] for call in measurement.calls)
    return Observation(
        place=first.place,
        also=tuple(call.place for call in measurement.calls),
        scope=first.scope,
        subject=first.place.path,
        message=f"{first.place.path} measures the model ({names}) and only shows the numbers; "
        "which run was better is left to memory.",
        remedy="Write the numbers to metrics.json and commit it (`dvc stage add -M "
        "metrics.json`), or log them to a tracking server (`mlflow.log_metrics`).",
        severity=Severity.LOW if unit.kind == StepKind.NOTEBOOK else Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        evidence=tuple(Evidence(c.place, f"calls {c.via}") for c in measurement.calls[1:5]),
        about=(unit.id,),
        parts=parts_of(first.place.path, "", ["metrics"]),
    )


RULE = Rule(
    code="ART003",
    slug="unversioned-metrics",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unversioned_metrics,
)
