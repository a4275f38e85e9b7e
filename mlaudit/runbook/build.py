"""Puts the actions of a runbook in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.model.assessment import Action
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Deliverable
from mlaudit.runbook.acquire import find_acquisitions
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.evidence import CARRYING, Evidence
from mlaudit.runbook.people import (
    find_activations,
    find_arguments,
    find_decisions,
    find_edits,
    find_gates,
    find_prompts,
    find_variables,
)
from mlaudit.runbook.prepare import find_preparations
from mlaudit.runbook.releases import find_release_steps, find_releases
from mlaudit.runbook.run_actions import act_on_run, label_of
from mlaudit.runbook.runs import Run, find_runs


def build_runbook(
    workflow: Workflow, deliverable: Deliverable, evidence: Evidence | None = None
) -> tuple[Action, ...]:
    """Everything that must happen between a clean clone and a deliverable, in order.

    Preparations come first, then what must be obtained, then each run with what a person does
    for it just before, then releases and switches. Every step of the closure is in exactly one
    action.

    Args:
        workflow: the whole project.
        deliverable: what is to be made.
        evidence: of the same workflow, to share its look-ups between deliverables.
    """
    closure = Closure(evidence or Evidence(workflow), deliverable)
    runs = find_runs(closure)
    starts = [(run, act_on_run(closure, run)) for run in runs]
    automated = all(not start.manual for _, start in starts)
    actions = [*find_preparations(closure, automated), *find_acquisitions(closure)]
    actions += _act_on_runs(closure, starts)
    actions += find_decisions(closure)
    actions += _release(closure)
    actions += find_activations(closure)
    return tuple(_without_repetition(actions))


def _act_on_runs(closure: Closure, starts: Iterable[tuple[Run, Action]]) -> Iterator[Action]:
    for run, start in starts:
        for step in (step for step in run.steps if step.manual is None):
            yield from find_edits(closure, step)
            yield from _find_carries(closure, step.id)
            yield from find_arguments(closure, step)
            yield from find_variables(closure, step)
            yield from find_gates(step)
        yield start
        for step in run.steps:
            yield from find_prompts(closure, step)


def _find_carries(closure: Closure, reader: str) -> Iterator[Action]:
    """What a person copies to another name before a step that reads it."""
    for source, target in closure.carries:
        if reader not in closure.workflow.consumers.get(target, ()):
            continue
        step = closure.workflow.step_by_id[reader]
        told = closure.evidence.find_instruction(target, CARRYING)
        place = told.place if told else closure.evidence.place_of_read(target, (step,))
        yield Action(
            "carry",
            f"{source} to {target}",
            Automation.DOCUMENTED if told else Automation.HIDDEN,
            place,
            reason="" if told else f"{label_of(step)} reads a name that nothing writes",
            about=(target, source),
            codes=("ART004", "INP001", "ART006", "ART007", "ART009", "REL009", "REL006"),
        )


def _release(closure: Closure) -> Iterator[Action]:
    steps = {step.id: step for step in find_release_steps(closure)}
    for action in find_releases(closure):
        step = steps.get(action.about[0])
        if step is not None:
            yield from find_arguments(closure, step)
            yield from find_gates(step)
        yield action


def _without_repetition(actions: Iterable[Action]) -> Iterator[Action]:
    """Each action once, where it is first needed; runs are told apart by their steps."""
    seen: set[tuple[str, ...]] = set()
    for action in actions:
        key = (action.kind, action.what, *(action.about if action.kind == "run" else ()))
        if key not in seen:
            seen.add(key)
            yield action
