"""ORD005: code that a deliverable needs and that nothing mentions."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.mentions import instructions_about, naming_documents
from mlaudit.graph.analysis.runs import HandRuns, hand_runs
from mlaudit.graph.analysis.wholes import title_of, whole_of
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Confidence, Severity, StepKind
from mlaudit.model.workflow import Step


def find_uninvoked_steps(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each deliverable, naming all units of its making that nothing starts."""
    for runs in hand_runs(workflow, _is_uninvoked):
        yield _observe(workflow, runs)


def _is_uninvoked(unit: Step) -> bool:
    return unit.automation == Automation.HIDDEN and unit.kind != StepKind.NOTEBOOK


def _observe(workflow: Workflow, runs: HandRuns) -> Observation:
    wholes = tuple(dict.fromkeys(whole_of(workflow, unit) for unit in runs.units))
    names = listing(whole.label or whole.step.path for whole in wholes)
    mentions = tuple(
        Evidence(instruction.place, f"mentions it: {instruction.text[:100]}")
        for unit in runs.units
        for instruction in instructions_about(workflow, unit.path)
    )
    mentions += tuple(
        Evidence(mention.place, f"names {unit.path}")
        for unit in runs.units
        for mention in naming_documents(workflow, unit.path)
    )
    commands = "; ".join(title_of(whole) for whole in wholes[:6])
    typed = all(whole.command for whole in wholes)
    what = "write the command into the README" if typed else "write into the README how to start"
    says = "gives the command" if mentions else "says so"
    return Observation(
        place=runs.units[0].place,
        subject=runs.deliverable.artifact,
        message=f"To make {runs.deliverable.artifact} a person must run {names}; no document, "
        f"script or pipeline in this repository {says}.",
        remedy=f"Have something run it, or {what}: {commands}",
        severity=Severity.LOW if mentions else Severity.MEDIUM,
        evidence=(
            *(Evidence(unit.place, "nothing starts it") for unit in runs.units[1:]),
            *mentions[:4],
        ),
        about=(*(unit.id for unit in runs.units), runs.deliverable.artifact),
        parts=parts_for_steps(runs.units),
    )


RULE = Rule(
    code="ORD005",
    slug="uninvoked-step",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_uninvoked_steps,
)
