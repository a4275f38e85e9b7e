"""Parts of a workflow: what is up- and downstream of a name, or what is done by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeAlias

from mlaudit.graph.explanation.question import find_artifact, suggest
from mlaudit.model.graph import Workflow, reach
from mlaudit.model.vocabulary import ArtifactForm, Role, Tracking
from mlaudit.model.workflow import Artifact, Deliverable, Step

_KEPT_NOWHERE = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT})
_FILES = frozenset({ArtifactForm.PATH, ArtifactForm.PATTERN})

_Node: TypeAlias = tuple[str, str]
"""("step" or "artifact", id): a script and the file that it is have the same id."""
_Arrows: TypeAlias = Mapping[_Node, set[_Node]]


def is_brought(workflow: Workflow, artifact: Artifact) -> bool:
    """Must a person bring this file, as nothing makes it and no clone has it?

    Of a name whose beginning is not known nobody can say what lies there.
    """
    workflow = workflow.whole or workflow
    return (
        artifact.form in _FILES
        and not artifact.id.startswith("{")
        and artifact.tracking in _KEPT_NOWHERE
        and artifact.id in workflow.consumers
        and artifact.id not in workflow.producers
    )


def is_by_hand(step: Step) -> bool:
    """Does a person start it because nothing else does? Tests and examples are nobody's work."""
    return step.automation.is_by_hand and step.role == Role.PIPELINE


def select_around(workflow: Workflow, name: str, depth: int | None = None) -> Workflow | None:
    """An artifact or step with what is up- and downstream of it; None where nothing has that name.

    Args:
        workflow: the whole.
        name: id of an artifact or a step, the end of the path of one artifact, or the name of a
            step.
        depth: how many arrows away; as far as they lead if not given.
    """
    starts = _find_named(workflow, name)
    if not starts:
        return None
    after, before = _draw_arrows(workflow)
    near = starts | _walk(starts, after, depth) | _walk(starts, before, depth)
    return _keep(workflow, near)


def select_by_hand(workflow: Workflow) -> Workflow:
    """What people start or bring themselves, with what that touches."""
    steps = {step.id for step in workflow.steps if is_by_hand(step)}
    brought = {a.id for a in workflow.artifacts if is_brought(workflow, a)}
    touched = {a.artifact for id_ in steps for a in workflow.step_by_id[id_].accesses}
    readers = {reader for id_ in brought for reader in workflow.consumers[id_]}
    near = {("artifact", id_) for id_ in brought | touched}
    return _keep(workflow, near | {("step", id_) for id_ in steps | readers})


def select_deliverable(workflow: Workflow, deliverable: Deliverable) -> Workflow:
    """What a deliverable needs, with everything that starts its steps."""
    starters: dict[str, set[str]] = defaultdict(set)
    for invocation in workflow.invocations:
        starters[invocation.of].add(invocation.by)
    steps = set(deliverable.steps) | reach(deliverable.steps, starters)
    artifacts = {deliverable.artifact, *deliverable.artifacts, *deliverable.grouped}
    nodes = {("step", id_) for id_ in steps} | {("artifact", id_) for id_ in artifacts}
    return _keep(workflow, nodes)


def suggest_names(workflow: Workflow, name: str) -> list[str]:
    """The names of artifacts and steps that are nearest to one that nothing has."""
    steps = get_close_matches(name, [step.id for step in workflow.steps], n=2, cutoff=0.6)
    return list(dict.fromkeys([*suggest(workflow, name), *steps]))[:3]


def _find_named(workflow: Workflow, name: str) -> set[_Node]:
    wanted = name.removeprefix("./").rstrip("/") or name
    found = {("step", wanted)} if wanted in workflow.step_by_id else set()
    artifact = find_artifact(workflow, wanted)
    if artifact is not None and artifact.id in workflow.artifact_by_id:
        found.add(("artifact", artifact.id))
    if not found:
        found = {("step", step.id) for step in workflow.steps if step.name == wanted}
    return found


def _draw_arrows(workflow: Workflow) -> tuple[_Arrows, _Arrows]:
    """What follows each node directly, and what precedes it."""
    after: dict[_Node, set[_Node]] = defaultdict(set)
    before: dict[_Node, set[_Node]] = defaultdict(set)

    def connect(first: _Node, second: _Node) -> None:
        after[first].add(second)
        before[second].add(first)

    for step in workflow.steps:
        for access in step.accesses:
            ends = (("artifact", access.artifact), ("step", step.id))
            connect(*(ends if access.mode == "read" else ends[::-1]))
    for flow in workflow.flows:
        if flow.written != flow.read:
            connect(("artifact", flow.written), ("artifact", flow.read))
    for invocation in workflow.invocations:
        connect(("step", invocation.by), ("step", invocation.of))
    for order in workflow.orders:
        connect(("step", order.before), ("step", order.after))
    return after, before


def _walk(starts: Iterable[_Node], arrows: _Arrows, depth: int | None) -> set[_Node]:
    found: set[_Node] = set()
    reached = set(starts)
    while reached and depth != 0:
        found |= reached
        reached = {other for node in reached for other in arrows.get(node, ())} - found
        depth = None if depth is None else depth - 1
    return found | reached


def _keep(workflow: Workflow, nodes: set[_Node]) -> Workflow:
    """The workflow of these nodes alone, with what is between two of them."""
    steps = {id_ for sort, id_ in nodes if sort == "step"}
    artifacts = {id_ for sort, id_ in nodes if sort == "artifact"}
    return replace(
        workflow,
        steps=tuple(_keep_accesses(s, artifacts) for s in workflow.steps if s.id in steps),
        artifacts=tuple(a for a in workflow.artifacts if a.id in artifacts),
        invocations=tuple(i for i in workflow.invocations if {i.by, i.of} <= steps),
        flows=tuple(
            flow
            for flow in workflow.flows
            if {flow.before, flow.after} <= steps and {flow.written, flow.read} <= artifacts
        ),
        orders=tuple(o for o in workflow.orders if {o.before, o.after} <= steps),
        deliverables=tuple(d for d in workflow.deliverables if d.artifact in artifacts),
        whole=workflow.whole or workflow,
    )


def _keep_accesses(step: Step, artifacts: set[str]) -> Step:
    kept = tuple(access for access in step.accesses if access.artifact in artifacts)
    return replace(step, accesses=kept)
