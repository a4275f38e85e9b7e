"""The Workflow: everything that linking found, and the questions that are asked of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mlaudit.model.code import Check, PackageImport, Silence, UnreadWords
from mlaudit.model.edits import CommentedRun, Placeholder
from mlaudit.model.facts import (
    CodeMention,
    Environment,
    Instruction,
    Problem,
    TrackedOutput,
)
from mlaudit.model.locked import LockedStage
from mlaudit.model.notebook import NotebookState
from mlaudit.model.project import Project
from mlaudit.model.suppression import Suppression
from mlaudit.model.vocabulary import Role, StepFamily
from mlaudit.model.workflow import (
    Access,
    Artifact,
    Deliverable,
    Effect,
    Flow,
    Invocation,
    Order,
    Step,
    Unresolved,
)

if TYPE_CHECKING:
    import networkx

FIXING_EVIDENCE = frozenset({"declared", "prerequisite", "sequence"})
"""Evidence that makes a machine keep an order; the rest only tells a person of it."""


@dataclass(frozen=True)
class Workflow:
    """The graph of one scanned project; every sequence is sorted, so equal input gives equal bytes.

    Attributes:
        project: the files it was made from.
        steps: by id.
        artifacts: by id.
        invocations: who starts whom.
        flows: data between units.
        orders: what must come before what, for every flow and every declared edge.
        deliverables: heaviest first, then by id.
        instructions: what documents, comments and messages tell a person to do.
        environments: what environment files declare.
        notebooks: (path, state) of each notebook.
        tracked: what data versioning keeps.
        remotes: URLs of configured data remotes.
        problems: what could not be read.
        locked: what lock files say of the last runs of stages, and what is not as it was then.
        imports: what the files of Python import, in order of place.
        silences: where failures are told to have no consequence.
        checks: where code stops because something is not as it should be.
        named_variables: environment variables that documents, templates and settings name.
        placeholders: values in code and configuration that a person has to fill in.
        commented: calls and commands that are commented out beside others that run.
        suppressions: notes by which a person sets findings aside.
        anchors: (path, what links to its headings end in) of the documents that registered manual
            steps name.
        expired: ids of the registered manual steps that are past their end.
        idle: ids of those that nothing needs; known once the gate has looked at the findings.
        unread_words: what command lines hand over and the code never looks at.
        aliases: names that some code or command gives to versions in a registry.
        code_mentions: where documents name files of code, and where code gives its own usage.
        requested: names of jobs that code or a command asks the server of a scheduler to start.
        whole: what this was selected from for a report, None for what linking found: only the
            whole tells what nobody makes.
    """

    project: Project
    steps: tuple[Step, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    invocations: tuple[Invocation, ...] = ()
    flows: tuple[Flow, ...] = ()
    orders: tuple[Order, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    environments: tuple[Environment, ...] = ()
    notebooks: tuple[tuple[str, NotebookState], ...] = ()
    tracked: tuple[TrackedOutput, ...] = ()
    remotes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    locked: tuple[LockedStage, ...] = ()
    imports: tuple[PackageImport, ...] = ()
    silences: tuple[Silence, ...] = ()
    checks: tuple[Check, ...] = ()
    named_variables: frozenset[str] = frozenset()
    placeholders: tuple[Placeholder, ...] = ()
    commented: tuple[CommentedRun, ...] = ()
    code_mentions: tuple[CodeMention, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    anchors: tuple[tuple[str, tuple[str, ...]], ...] = ()
    expired: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    unread_words: tuple[UnreadWords, ...] = ()
    aliases: frozenset[str] = frozenset()
    requested: frozenset[str] = frozenset()
    whole: Workflow | None = None

    @cached_property
    def step_by_id(self) -> dict[str, Step]:
        """Steps by id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def artifact_by_id(self) -> dict[str, Artifact]:
        """Artifacts by id."""
        return {artifact.id: artifact for artifact in self.artifacts}

    @cached_property
    def units(self) -> tuple[Step, ...]:
        """The steps that are nodes of the data flow."""
        return tuple(step for step in self.steps if step.unit)

    @cached_property
    def manual_steps(self) -> tuple[Step, ...]:
        """The registered manual steps, by id."""
        found = (s for s in self.steps if s.manual is not None and s.role == Role.PIPELINE)
        return tuple(sorted(found, key=lambda step: step.id))

    def expired_on(self, day: str) -> frozenset[str]:
        """Ids of the registered manual steps whose end is before a day, an ISO date."""
        ends = {step.id: step.manual.until for step in self.manual_steps if step.manual}
        return frozenset(id_ for id_, end in ends.items() if end and end < day)

    @cached_property
    def unit_ids(self) -> frozenset[str]:
        """Ids of the units."""
        return frozenset(step.id for step in self.units)

    def own_accesses(self, step: Step) -> tuple[Access, ...]:
        """The accesses of a unit that no other unit does on its behalf."""
        return self._own_accesses[step.id]

    @cached_property
    def _own_accesses(self) -> dict[str, tuple[Access, ...]]:
        return {
            step.id: tuple(access for access in step.accesses if self._is_own(step, access.by))
            for step in self.steps
        }

    @cached_property
    def _own_unresolved(self) -> dict[str, tuple[Unresolved, ...]]:
        return {
            step.id: tuple(access for access in step.unresolved if self._is_own(step, access.by))
            for step in self.steps
        }

    @cached_property
    def _own_effects(self) -> dict[str, tuple[Effect, ...]]:
        return {
            step.id: tuple(effect for effect in step.effects if self._is_own(step, effect.by))
            for step in self.steps
        }

    def own_unresolved(self, step: Step) -> tuple[Unresolved, ...]:
        """The unresolved accesses of a unit that no other unit does on its behalf."""
        return self._own_unresolved[step.id]

    def own_effects(self, step: Step) -> tuple[Effect, ...]:
        """The effects of a unit that no other unit has on its behalf."""
        return self._own_effects[step.id]

    def _is_own(self, step: Step, by: str) -> bool:
        return by in ("", step.id) or by not in self.unit_ids

    @cached_property
    def producers(self) -> dict[str, tuple[str, ...]]:
        """Ids of the units that write each artifact, directly or as part of a folder or pattern.

        So do documented commands that run the code of a task in their own way.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            for access in self.own_accesses(unit):
                if access.mode == "write":
                    found[access.artifact].add(unit.id)
            for read in self._made_inside(unit):
                found[read].add(unit.id)
        for flow in self.flows:
            found[flow.read].add(flow.before)
        for artifact, id_ in self._made_as_told():
            found[artifact].add(id_)
        return {artifact: tuple(sorted(ids)) for artifact, ids in found.items()}

    def _made_as_told(self) -> list[tuple[str, str]]:
        """What documented commands make with code that is a part of some task: no unit does."""
        return [
            (access.artifact, step.id)
            for step in self.steps
            if step.kind.family == StepFamily.TOLD and step.role == Role.PIPELINE and not step.unit
            if step.manual is None
            for access in step.writes
            if access.by not in self.unit_ids
        ]

    def _made_inside(self, unit: Step) -> list[str]:
        """What a unit reads of what it makes itself, under another name.

        It lies in a folder that the unit fills (it unpacks an archive, say), or what varies in
        the name of the same files is called otherwise (`images/{name}`, `images/{row}`).
        """
        own = self.own_accesses(unit)
        written = [a.artifact for a in own if a.mode == "write" and len(a.artifact) > 1]
        folders = tuple(name + "/" for name in written)
        shapes = {_shape_of(name) for name in written if _varies(name)}
        return [
            a.artifact
            for a in own
            if a.mode == "read"
            and (
                a.artifact.startswith(folders)
                or (_varies(a.artifact) and _shape_of(a.artifact) in shapes)
            )
        ]

    @cached_property
    def consumers(self) -> dict[str, tuple[str, ...]]:
        """Ids of the units that read each artifact, directly or as part of a folder or pattern."""
        found: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            for access in self.own_accesses(unit):
                if access.mode == "read":
                    found[access.artifact].add(unit.id)
        for flow in self.flows:
            found[flow.written].add(flow.after)
        return {artifact: tuple(sorted(ids)) for artifact, ids in found.items()}

    @cached_property
    def invokers(self) -> dict[str, tuple[Invocation, ...]]:
        """The invocations of each step."""
        found: dict[str, list[Invocation]] = defaultdict(list)
        for invocation in self.invocations:
            found[invocation.of].append(invocation)
        return {step: tuple(invocations) for step, invocations in found.items()}

    @cached_property
    def order_by_pair(self) -> dict[tuple[str, str], tuple[Order, ...]]:
        """The orders between each pair of steps."""
        found: dict[tuple[str, str], list[Order]] = defaultdict(list)
        for order in self.orders:
            found[order.before, order.after].append(order)
        return {pair: tuple(orders) for pair, orders in found.items()}

    @cached_property
    def flows_by_pair(self) -> dict[tuple[str, str], tuple[Flow, ...]]:
        """The flows between each pair of units."""
        found: dict[tuple[str, str], list[Flow]] = defaultdict(list)
        for flow in self.flows:
            found[flow.before, flow.after].append(flow)
        return {pair: tuple(flows) for pair, flows in found.items()}

    @cached_property
    def _successors(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for order in self.orders:
            if FIXING_EVIDENCE.intersection(order.evidence):
                found[order.before].add(order.after)
        return {step: frozenset(after) for step, after in found.items()}

    @cached_property
    def _reached(self) -> dict[str, set[str]]:
        """What a machine keeps behind each step, of the steps that were asked for."""
        return {}

    def is_fixed(self, before: str, after: str) -> bool:
        """Does a machine keep `before` ahead of `after`, by one edge or a path of edges?"""
        if after in self._successors.get(before, ()):
            return True
        if before not in self._reached:
            self._reached[before] = reach((before,), self._successors)
        return after in self._reached[before]

    def is_ahead(self, before: str, steps: frozenset[str]) -> bool:
        """Does a machine keep a step ahead of one of the others?"""
        direct = self._successors.get(before, frozenset())
        if any(after in steps and after != before for after in direct):
            return True
        return bool(direct) and any(
            self.is_fixed(before, after) for after in steps if after != before
        )

    @cached_property
    def reads(self) -> dict[str, dict[str, tuple[Access, ...]]]:
        """For each artifact the steps that read it themselves, by id, with how they do it.

        Registered manual steps are left out here and in `writes`.
        """
        return self._own_by_artifact("read")

    @cached_property
    def writes(self) -> dict[str, dict[str, tuple[Access, ...]]]:
        """For each artifact the steps that write it themselves, by id, with how they do it."""
        return self._own_by_artifact("write")

    def _own_by_artifact(self, mode: str) -> dict[str, dict[str, tuple[Access, ...]]]:
        found: dict[str, dict[str, tuple[Access, ...]]] = defaultdict(dict)
        for step in (step for step in self.steps if step.manual is None):
            for access in self.own_accesses(step):
                if access.mode == mode:
                    by_step = found[access.artifact]
                    by_step[step.id] = (*by_step.get(step.id, ()), access)
        return dict(found)

    @cached_property
    def deliverables_of_step(self) -> dict[str, tuple[Deliverable, ...]]:
        """The deliverables whose making needs each step."""
        found: dict[str, list[Deliverable]] = defaultdict(list)
        for deliverable in self.deliverables:
            for step in deliverable.steps:
                found[step].append(deliverable)
        return {step: tuple(needed) for step, needed in found.items()}

    def network(self) -> networkx.MultiDiGraph[str]:
        """The workflow as a networkx graph.

        Nodes are step ids and artifact ids, told apart by the node attribute `node` ("step" or
        "artifact"); edges carry `edge` ("reads", "writes", "invokes" or "order").
        """
        import networkx

        view: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for artifact in self.artifacts:
            view.add_node(artifact.id, node="artifact", value=artifact)
        for step in self.steps:
            view.add_node(step.id, node="step", value=step)
            for access in step.accesses:
                ends = (access.artifact, step.id)
                view.add_edge(
                    *(ends if access.mode == "read" else ends[::-1]), edge=access.mode + "s"
                )
        for invocation in self.invocations:
            view.add_edge(invocation.by, invocation.of, edge="invokes")
        for order in self.orders:
            view.add_edge(order.before, order.after, edge="order", evidence=order.evidence)
        return view


def _varies(name: str) -> bool:
    """Does a part of the name vary, behind a beginning that tells where it lies?"""
    return "{" in name and not name.startswith("{")


def _shape_of(name: str) -> str:
    """The name without what its varying parts are called."""
    return re.sub(r"\{[^{}]*\}", "{}", name)


def line_up(
    starts: Iterable[str],
    predecessors: Mapping[str, Iterable[str]],
    key: Callable[[str], Any] = str,
) -> list[str]:
    """The starts and everything before them, each after its predecessors, cycles cut.

    Args:
        starts: where to begin, in this order.
        predecessors: what stands directly before each.
        key: sorts predecessors of equal standing.
    """
    ordered: list[str] = []
    visited: set[str] = set()
    for start in starts:
        stack = [(start, False)]
        while stack:
            current, done = stack.pop()
            if done:
                ordered.append(current)
            elif current not in visited:
                visited.add(current)
                stack.append((current, True))
                before = sorted(predecessors.get(current, ()), key=key, reverse=True)
                stack.extend((earlier, False) for earlier in before)
    return ordered


def reach(starts: Iterable[str], successors: dict[str, Any]) -> set[str]:
    """Everything that can be reached from `starts` by one edge or more."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        for successor in successors.get(waiting.pop(), ()):
            if successor not in found:
                found.add(successor)
                waiting.append(successor)
    return found
