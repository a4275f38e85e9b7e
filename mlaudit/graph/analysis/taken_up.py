"""Whether anybody may go on with what a notebook makes."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.inputs import root_inputs
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_local
from mlaudit.graph.analysis.put_aside import are_put_aside
from mlaudit.graph.analysis.runs import HandRuns, are_waited_for, handed_on
from mlaudit.graph.matching import is_pattern
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepKind


def who_goes_on(workflow: Workflow, runs: HandRuns) -> str:
    """With what these make: "step" for another one, "somebody" perhaps, or "nobody"."""
    if are_put_aside(runs):
        return "nobody"
    if are_waited_for(workflow, runs):
        return "step"
    return "somebody" if is_wanted(workflow, runs) else "nobody"


def is_wanted(workflow: Workflow, runs: HandRuns) -> bool:
    """May somebody want what these make, although no other unit reads it?

    They do where the project makes nothing in another way, where it leaves the project for a store
    or a registry, and where an input that nothing makes has the name of its file: a person moved
    it there. What else a notebook leaves at its end is mostly a trial.
    """
    if not _has_other_ways(workflow):
        return True
    handed = [access.artifact for unit in runs.units for access in handed_on(workflow, unit)]
    return any(
        not is_local(artifact) or posixpath.basename(artifact) in _missing_names(workflow)
        for artifact in handed
    )


@asked_once
def _has_other_ways(workflow: Workflow) -> bool:
    """Does other code than notebooks make something that the project exists for?"""
    return any(
        workflow.step_by_id[id_].kind != StepKind.NOTEBOOK
        for deliverable in workflow.deliverables
        for id_ in workflow.producers.get(deliverable.artifact, ())
    )


@asked_once
def _missing_names(workflow: Workflow) -> frozenset[str]:
    names = (posixpath.basename(root.artifact.id) for root in root_inputs(workflow))
    return frozenset(name for name in names if not is_pattern(name))
