"""ORD010: a notebook that others depend on and that only a person can run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlaudit.graph.analysis.mentions import instructions_about
from mlaudit.graph.analysis.runs import (
    HandRuns,
    are_waited_for,
    handed_on,
    handed_to_deliverable,
    leads_further,
    notebook_runs,
)
from mlaudit.graph.analysis.taken_up import who_goes_on
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Access

_SEVERITIES = {"step": Severity.HIGH, "somebody": Severity.MEDIUM, "nobody": Severity.LOW}


def find_notebook_steps(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each deliverable, naming all notebooks that its making needs."""
    return (_observe(workflow, runs) for runs in notebook_runs(workflow))


def _observe(workflow: Workflow, runs: HandRuns) -> Observation:
    first, needed = runs.units[0], handed_to_deliverable(workflow, runs)
    named = needed or handed_on(workflow, first)
    return Observation(
        place=named[0].place,
        subject=runs.deliverable.artifact,
        message=_message(workflow, runs, named, leads_further(runs, needed)),
        remedy=f"Run it by a command with fixed inputs and outputs, such as `papermill "
        f"{quote(first.path)} out.ipynb` in a stage of dvc.yaml, or turn it into a script "
        f"(`jupyter nbconvert --to script {quote(first.path)}`).",
        severity=_SEVERITIES[who_goes_on(workflow, runs)],
        evidence=tuple(_evidence(workflow, runs))[:12],
        about=(*(unit.id for unit in runs.units), runs.deliverable.artifact),
        parts=parts_for_steps(runs.units),
    )


def _evidence(workflow: Workflow, runs: HandRuns) -> Iterator[Evidence]:
    for unit in runs.units[1:]:
        access = handed_on(workflow, unit)[0]
        yield Evidence(access.place, f"writes {access.artifact}")
    for unit in runs.units:
        for told in instructions_about(workflow, unit.path):
            yield Evidence(told.place, f"tells a person: {told.text[:100]}")


def _message(workflow: Workflow, runs: HandRuns, named: Sequence[Access], needed: bool) -> str:
    target = runs.deliverable.artifact
    if len(runs.units) == 1:
        why = f", which {target} needs" if needed else ""
        if not are_waited_for(workflow, runs):
            why = ", and no other step here reads it"
        only = f"Only {runs.units[0].path} writes {listing(a.artifact for a in named)}{why}"
        return f"{only}; a person must open it and run all cells."
    return (
        f"To make {target} a person must open {count(len(runs.units), 'notebook')} and run all "
        f"cells: {listing((unit.path for unit in runs.units), 5)}."
    )


RULE = Rule(
    code="ORD010",
    slug="notebook-as-pipeline-step",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_notebook_steps,
)
