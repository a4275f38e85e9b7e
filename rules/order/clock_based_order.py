"""ORD007: steps whose order is nothing but the times at which they start."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.clocks import ClockOrder, clock_orders
from mlaudit.graph.analysis.edges import confidence_of, reading_of, writing_of
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, lower, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step


def find_clock_orders(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each two groups of steps of which one waits for the clock."""
    for order in clock_orders(workflow):
        yield _observe(workflow, order)


def _observe(workflow: Workflow, order: ClockOrder) -> Observation:
    first, before, after = order.edges[0], order.before, order.after
    reading, written = reading_of(workflow, first), writing_of(workflow, first)
    return Observation(
        place=after.place,
        scope=first.after.scope,
        subject=f"{first.before.id} -> {first.after.id}",
        message=f"{name_of(first.after)} (schedule {after.detail}) reads "
        f"{listing(order.artifacts)}, which {name_of(first.before)} (schedule {before.detail}) "
        "writes; only the clock puts one before the other, and when the first is late or fails "
        "the second takes old data.",
        remedy=_remedy(first.after),
        severity=None if first.after.id in workflow.deliverables_of_step else Severity.MEDIUM,
        confidence=lower(confidence_of(workflow, first), 1 if first.kept else 0),
        evidence=(
            Evidence(before.place, f"schedule of {first.before.id}: {before.detail}"),
            *((Evidence(written.place, f"writes {written.artifact}"),) if written else ()),
            Evidence(reading.place, f"reads {reading.artifact}"),
        ),
        about=order.about,
        parts=parts_of(
            first.after.path, first.after.scope, [f"{first.before.name} -> {first.after.name}"]
        ),
    )


def _remedy(after: Step) -> str:
    if after.kind == StepKind.GITHUB_JOB:
        return (
            "Start it by the one before: `on: {workflow_run: {workflows: [NAME], types: "
            "[completed]}}`, or make both jobs of one workflow with `needs:`."
        )
    if after.kind == StepKind.AIRFLOW_TASK:
        return (
            "Give the later DAG the data as its schedule (`schedule=[Asset(…)]`), or let the "
            "earlier one trigger it (`TriggerDagRunOperator`)."
        )
    return "Let one schedule start both, one after the other, and stop when the first fails."


RULE = Rule(
    code="ORD007",
    slug="clock-based-order",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_clock_orders,
)
