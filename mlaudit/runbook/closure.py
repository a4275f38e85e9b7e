"""Everything that one deliverable needs, names carried by hand included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mlaudit.model.graph import Workflow, line_up, reach
from mlaudit.model.workflow import Deliverable, Step
from mlaudit.runbook.evidence import Evidence
from mlaudit.runbook.registered import find_bringer, work_after


@dataclass(frozen=True, eq=False)
class Closure:
    """A deliverable with its steps; those behind a name that is carried by hand are included."""

    evidence: Evidence
    deliverable: Deliverable

    @property
    def workflow(self) -> Workflow:
        """The workflow that it is a part of."""
        return self.evidence.workflow

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of the steps."""
        starts = self.deliverable.steps
        found = reach(starts, self.evidence.predecessors) | set(starts)
        found |= work_after(self.workflow, found)
        return frozenset(found & self.workflow.step_by_id.keys())

    @cached_property
    def predecessors(self) -> dict[str, set[str]]:
        """The steps that must come before each step, within the closure."""
        before = self.evidence.predecessors
        return {id_: before.get(id_, set()) & self.ids for id_ in sorted(self.ids)}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in an order that respects the data flow and what is carried.

        What the data leaves open comes as the documents tell it.
        """
        known = self.workflow.step_by_id
        ordered = order_ids(self.predecessors, self.evidence.ranks)
        return tuple(known[id_] for id_ in ordered)

    @cached_property
    def carries(self) -> tuple[tuple[str, str], ...]:
        """(written name, read name) of what is carried by hand within the closure."""
        carried = self.evidence.carries
        return tuple((carried[id_], id_) for id_ in sorted(self._read & carried.keys()))

    @cached_property
    def _read(self) -> set[str]:
        return {
            access.artifact
            for step in self.steps
            for access in self.workflow.own_accesses(step)
            if access.mode == "read"
        }

    def _is_worked(self, artifact: str) -> bool:
        """Is it what a registered step of the closure gives?"""
        bringer = find_bringer(self.workflow, artifact)
        return bringer is not None and bringer.id in self.ids

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Ids of what the steps read and nobody makes or carries, in the order of their need."""
        found: dict[str, None] = {}
        for step in self.steps:
            for access in self.workflow.own_accesses(step):
                made = access.artifact in self.workflow.producers or self._is_worked(
                    access.artifact
                )
                if access.mode == "read" and not made:
                    found.setdefault(access.artifact)
        return tuple(id_ for id_ in found if id_ not in self.evidence.carries)


def order_ids(predecessors: Mapping[str, set[str]], ranks: Mapping[str, int]) -> list[str]:
    """A deterministic topological order; members of a cycle come as they are met.

    Args:
        predecessors: what must come before each id.
        ranks: wanted position of some ids; the others come when they are needed, or last.
    """

    def key(id_: str) -> tuple[bool, int, str]:
        return (id_ not in ranks, ranks.get(id_, 0), id_)

    return line_up(sorted(predecessors, key=key), predecessors, key)
