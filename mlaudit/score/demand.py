"""What a deliverable demands, as the score sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from mlaudit.model.assessment import Obligation
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Deliverable, Effect, Flow, Step
from mlaudit.runbook import Closure, Evidence

SCORE_VERSION = 1
"""Changes whenever an obligation is added: scores compare within one version alone."""


@immutable
class Question:
    """An obligation before it is matched with findings.

    Attributes:
        obligation: with the credit that the evidence earns.
        passing: it stands only while the evidence against it stands, so that mending makes it
            disappear; without a finding it is left out instead of counting as fulfilled.
        whole: a finding blocks it that names any of `about`, or nothing but the project.
    """

    obligation: Obligation
    passing: bool = False
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Demand:
    """A deliverable with the steps and data that the score asks about.

    The closure is the one of the data flow alone: that two names look alike earns and costs
    nothing.
    """

    evidence: Evidence
    deliverable: Deliverable

    @property
    def workflow(self) -> Workflow:
        """The workflow that it is a part of."""
        return self.evidence.workflow

    @cached_property
    def closure(self) -> Closure:
        """The closure of the runbook, for what is asked of the runbook's actions."""
        return Closure(self.evidence, self.deliverable)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the data flow, by id."""
        known = self.workflow.step_by_id
        return tuple(known[id_] for id_ in sorted(self.deliverable.steps) if id_ in known)

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The data between two steps of the closure, sorted."""
        ids = self.step_ids
        return tuple(f for f in self.evidence.flows if f.before in ids and f.after in ids)

    @cached_property
    def step_ids(self) -> frozenset[str]:
        """Ids of the steps."""
        return frozenset(step.id for step in self.steps)

    @cached_property
    def effects(self) -> dict[str, list[Effect]]:
        """What the steps do to the world, by the artifact that it is about, in their order."""
        found: dict[str, list[Effect]] = defaultdict(list)
        for step in self.steps:
            for effect in self.workflow.own_effects(step):
                if effect.artifact is not None:
                    found[effect.artifact].append(effect)
        return dict(found)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Ids of what the steps read and none of them makes, sorted."""
        return tuple(sorted(set(self.deliverable.inputs)))


def make_question(
    dimension: str,
    kind: str,
    about: tuple[str, ...],
    credit: float,
    rung: str,
    codes: tuple[str, ...],
    *,
    weight: float = 1.0,
    optimistic: float | None = None,
    passing: bool = False,
    whole: bool = False,
) -> Question:
    """A question whose subject is the joined ids that it is about."""
    subject = " -> ".join(about) if not whole else dimension
    best = credit if optimistic is None else optimistic
    obligation = Obligation(
        dimension, kind, subject, weight, credit, best, codes, rung, about=about
    )
    return Question(obligation, passing, whole)
