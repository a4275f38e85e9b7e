"""Definitions that hold the same work as others, each on a disk of its own."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, StepFamily
from mlaudit.model.workflow import Artifact, Step

_LOCAL = (ArtifactForm.PATH, ArtifactForm.PATTERN)


def has_own_way(
    workflow: Workflow, before: Step, after: Step, flowing: tuple[Artifact, ...]
) -> bool:
    """Does the definition of the reader run the code that writes the files elsewhere?

    A Makefile, a DAG and a workflow of a cluster often hold the same pipeline: what a step of one
    of them reads was made by its own, even where the command there does not tell which file. A
    step that its tool runs only after the reader makes nothing for it.
    """
    definition = definition_of(after)
    if not any(definition) or definition == definition_of(before):
        return False
    names = {artifact.id for artifact in flowing}
    flows = workflow.flows_by_pair.get((before.id, after.id), ())
    written = {flow.written for flow in flows if flow.read in names}
    lines = {a.place for a in before.accesses if a.mode == "write" and a.artifact in written}
    code = set(before.runs) or {before.id}
    return any(
        code.intersection(step.runs)
        and lines & _writing_lines(step)  # functions of one file may write different things
        and not workflow.is_fixed(after.id, step.id)
        for step in _steps_by_definition(workflow).get(definition, ())
    )


def _writing_lines(step: Step) -> set[Place]:
    """Where code writes for the step, whether or not it is known what."""
    found = [access.place for access in step.accesses if access.mode == "write"]
    return {*found, *(each.place for each in step.unresolved if each.mode == "write")}


def are_apart(before: Step, after: Step, flowing: tuple[Artifact, ...]) -> bool:
    """Is one of two definitions a job of continuous integration, with nothing but a checkout?

    What such a job leaves on its runner is gone, and what others leave does not get there.
    """
    if not any(step.kind.family == StepFamily.JOB for step in (before, after)):
        return False
    first, second = definition_of(before), definition_of(after)
    return all(first + second) and first != second and all(a.form in _LOCAL for a in flowing)


def definition_of(step: Step) -> tuple[str, str]:
    """The file and group that declare a step for a tool; empty for what a person just starts."""
    declared = step.kind.is_encoded or (step.kind.family == StepFamily.PART and step.group)
    return (step.path, step.group or step.path) if declared else ("", "")


@asked_once
def _steps_by_definition(workflow: Workflow) -> dict[tuple[str, str], list[Step]]:
    found: dict[tuple[str, str], list[Step]] = {}
    for step in workflow.steps:
        found.setdefault(definition_of(step), []).append(step)
    return found
