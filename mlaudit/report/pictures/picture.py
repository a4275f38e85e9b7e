"""What every picture of a workflow shows: its nodes, and the edges between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.neighbourhood import is_brought, is_by_hand
from mlaudit.model.graph import Workflow, reach
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, StepFamily
from mlaudit.model.workflow import Access, Artifact, Step


@immutable
class Node:
    """A step or an artifact, or a group of such.

    Attributes:
        key: "s1" or "a1", unique in the picture.
        id: of the step or the artifact; the folder of a group.
        label: what it is called in the picture.
        sort: "step" or "artifact".
        kind: of the step or the artifact.
        state: how the step comes to run, or what keeps the artifact.
        deliverable: the workflow exists for it.
        by_hand: a person starts the step because nothing else does, or brings the artifact.
        aside: the step is a test, an example or a tutorial.
        place: where the step is declared, "" for artifacts.
        inside: ids of the nodes that it stands for, none where that is itself.
    """

    key: str
    id: str
    label: str
    sort: str
    kind: str
    state: str
    deliverable: bool = False
    by_hand: bool = False
    aside: bool = False
    place: str = ""
    inside: tuple[str, ...] = ()

    @property
    def members(self) -> int:
        """How many nodes it stands for."""
        return len(self.inside) or 1


@immutable
class Edge:
    """An arrow between two nodes, named by their keys.

    Attributes:
        source, target: in the direction of data, of starting, or of time.
        sort: "reads", "writes", "holds" (the folder or pattern that is written holds what is
            read), "invokes" or "order".
        detail: the evidence of an order, "" for the others.
    """

    source: str
    target: str
    sort: str
    detail: str = ""


@immutable
class Picture:
    """Nodes by key, steps first, and edges in the order of their ends."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(workflow: Workflow) -> Picture:
    """The picture of a workflow.

    Data goes to and from the units of the data flow, and other steps where what they access
    is done by no unit that they start or that starts them: what a command runs is drawn once. An
    order is drawn where no data goes between the two steps. Code that is a step is drawn as that
    alone.
    """
    steps = sorted(workflow.steps, key=lambda step: step.id)
    whole = (workflow.whole or workflow).steps
    code = {step.path for step in whole if step.kind.family == StepFamily.CODE}
    shown = (a for a in workflow.artifacts if a.kind != "code" or a.id not in code)
    artifacts = sorted(shown, key=lambda artifact: artifact.id)
    step_keys = {step.id: f"s{number}" for number, step in enumerate(steps, 1)}
    keys = {artifact.id: f"a{number}" for number, artifact in enumerate(artifacts, 1)}
    nodes = [_draw_step(step, step_keys[step.id]) for step in steps]
    nodes += [_draw_artifact(workflow, a, keys[a.id]) for a in artifacts]
    edges = {*_draw_accesses(workflow, step_keys, keys), *_draw_flows(workflow, keys)}
    edges.update(_draw_starts(workflow, step_keys))
    edges.update(_draw_effects(workflow, step_keys, keys))
    return Picture(tuple(nodes), tuple(sorted(edges, key=_sort_key)))


def _sort_key(edge: Edge) -> tuple[int, int, int, int, str, str]:
    ends = (edge.source, edge.target)
    numbers = [(key[0] == "a", int(key[1:])) for key in ends]
    return (*numbers[0], *numbers[1], edge.sort, edge.detail)


def _draw_step(step: Step, key: str) -> Node:
    return Node(
        key,
        step.id,
        step.path if step.kind.family == StepFamily.CODE else step.name,
        "step",
        step.kind.value,
        step.automation.value,
        by_hand=is_by_hand(step),
        aside=step.role != Role.PIPELINE,
        place=str(step.place),
    )


def _draw_artifact(workflow: Workflow, artifact: Artifact, key: str) -> Node:
    return Node(
        key,
        artifact.id,
        artifact.id,
        "artifact",
        artifact.kind,
        artifact.tracking.value,
        deliverable=artifact.deliverable,
        by_hand=is_brought(workflow, artifact),
    )


def _draw_accesses(
    workflow: Workflow, steps: dict[str, str], artifacts: dict[str, str]
) -> Iterator[Edge]:
    related = _find_related_units(workflow)
    for step in workflow.steps:
        for access in _choose_accesses(workflow, step, related.get(step.id, ())):
            ends = (artifacts.get(access.artifact), steps[step.id])
            if ends[0] is None:
                continue
            source, target = ends if access.mode == "read" else ends[::-1]
            yield Edge(str(source), str(target), access.mode + "s")


def _choose_accesses(
    workflow: Workflow, step: Step, units: tuple[str, ...] | set[str]
) -> Iterator[Access]:
    if step.unit:
        yield from workflow.own_accesses(step)
        return
    done = {
        (access.mode, access.artifact)
        for id_ in units
        for access in workflow.own_accesses(workflow.step_by_id[id_])
    }
    yield from (a for a in step.accesses if (a.mode, a.artifact) not in done)


def _find_related_units(workflow: Workflow) -> dict[str, set[str]]:
    """For steps that are no units, the units that they start and that start them."""
    starts: dict[str, set[str]] = defaultdict(set)
    starters: dict[str, set[str]] = defaultdict(set)
    for invocation in workflow.invocations:
        starts[invocation.by].add(invocation.of)
        starters[invocation.of].add(invocation.by)
    return {
        step.id: (reach((step.id,), starts) | reach((step.id,), starters)) & workflow.unit_ids
        for step in workflow.steps
        if not step.unit
    }


def _draw_flows(workflow: Workflow, artifacts: dict[str, str]) -> Iterator[Edge]:
    for flow in workflow.flows:
        if flow.written != flow.read and {flow.written, flow.read} <= artifacts.keys():
            yield Edge(artifacts[flow.written], artifacts[flow.read], "holds")


def _draw_effects(
    workflow: Workflow, steps: dict[str, str], artifacts: dict[str, str]
) -> Iterator[Edge]:
    """What a workflow exists for although no access writes it, such as a service: its last step."""
    for deliverable in workflow.deliverables:
        target = artifacts.get(deliverable.artifact)
        source = steps.get(deliverable.steps[-1]) if deliverable.steps else None
        made = deliverable.artifact in (workflow.whole or workflow).producers
        if target is not None and source is not None and not made:
            yield Edge(source, target, "writes")


def _draw_starts(workflow: Workflow, steps: dict[str, str]) -> Iterator[Edge]:
    for invocation in workflow.invocations:
        if {invocation.by, invocation.of} <= steps.keys() and invocation.by != invocation.of:
            yield Edge(steps[invocation.by], steps[invocation.of], "invokes")
    for order in workflow.orders:
        if order.artifact is None and {order.before, order.after} <= steps.keys():
            evidence = ", ".join(order.evidence)
            yield Edge(steps[order.before], steps[order.after], "order", evidence)
