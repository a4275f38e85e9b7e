"""ORD005: code that a deliverable needs and that nothing mentions."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.mentions import instructions_about, naming_documents
from mlaudit.graph.analysis.otherwise import is_made_otherwise, is_stored
from mlaudit.graph.analysis.put_aside import are_put_aside
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

    def is_uninvoked(unit: Step) -> bool:
        hidden = unit.automation == Automation.HIDDEN and unit.kind != StepKind.NOTEBOOK
        return hidden and not is_made_otherwise(workflow, unit)

    return (_observe(workflow, runs) for runs in hand_runs(workflow, is_uninvoked))


def _observe(workflow: Workflow, runs: HandRuns) -> Observation:
    """What nothing speaks of is the finding; what is spoken of, or kept, where that is all."""
    mentions = {unit.id: tuple(_mentions(workflow, unit)) for unit in runs.units}
    spared = [unit for unit in runs.units if mentions[unit.id] or is_stored(workflow, unit)]
    units = tuple(unit for unit in runs.units if unit not in spared) or runs.units
    wholes = tuple(dict.fromkeys(whole_of(workflow, unit) for unit in units))
    names = listing(whole.label or whole.step.path for whole in wholes)
    told = [item for unit in units for item in mentions[unit.id]]
    commands = "; ".join(title_of(whole) for whole in wholes[:6])
    typed = all(whole.command for whole in wholes)
    what = "write the command into the README" if typed else "write into the README how to start"
    says = "gives the command" if any(_is_document(item, runs) for item in told) else "says so"
    others = [unit for unit in runs.units if unit is not units[0]]
    return Observation(
        place=units[0].place,
        subject=runs.deliverable.artifact,
        message=f"To make {runs.deliverable.artifact} a person must run {names}; no document, "
        f"script or pipeline in this repository {says}.",
        remedy=f"Have something run it, or {what}: {commands}",
        severity=Severity.LOW
        if len(spared) == len(runs.units) or are_put_aside(runs)
        else Severity.MEDIUM,
        evidence=(*(Evidence(unit.place, "nothing starts it") for unit in others), *told[:4]),
        about=(*(unit.id for unit in runs.units), runs.deliverable.artifact),
        parts=parts_for_steps(runs.units),
    )


def _mentions(workflow: Workflow, unit: Step) -> Iterator[Evidence]:
    """What speaks of a unit without telling anybody to run it."""
    for instruction in instructions_about(workflow, unit.path):
        yield Evidence(instruction.place, f"mentions it: {instruction.text[:100]}")
    for mention in naming_documents(workflow, unit.path):
        own = mention.place.path == unit.path
        note = "its docstring gives the command" if own else f"names {unit.path}"
        yield Evidence(mention.place, note)


def _is_document(evidence: Evidence, runs: HandRuns) -> bool:
    return all(evidence.place.path != unit.path for unit in runs.units)


RULE = Rule(
    code="ORD005",
    slug="uninvoked-step",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_uninvoked_steps,
)
