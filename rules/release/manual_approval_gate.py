"""REL005: a point at which a release waits for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.releases import is_for_release, job_groups
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_CHECKS = frozenset({"validate", "eval", "evaluate", "test", "gate", "compare"})
_ENVIRONMENT = "environment "
_OPEN = lazy_regex(
    r"environment (github-pages|(test)?pypi|docs?|dev\w*|test\w*|preview\w*|ci)\b", re.I
)
"""Environments that hardly anybody protects by reviewers."""


def find_gates(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each workflow or pipeline that releases behind a gate."""
    groups = job_groups(workflow)
    for key in sorted(groups):
        steps = [step for step in groups[key] if step.role == Role.PIPELINE]
        gated = [s for s in steps if any(not _OPEN.match(g.detail) for g in s.gates)]
        if gated and is_for_release(workflow, gated):
            yield _observe(workflow, groups[key], gated)


def _observe(workflow: Workflow, steps: list[Step], gated: list[Step]) -> Observation:
    gates = [gate for step in gated for gate in step.gates if not _OPEN.match(gate.detail)]
    checked = _is_checked(workflow, steps, gated)
    hidden = all(gate.detail.startswith(_ENVIRONMENT) for gate in gates)
    names = listing(dict.fromkeys(step.name for step in gated))
    waits = "waits" if len({step.id for step in gated}) == 1 else "wait"
    perhaps = ", if the settings of the repository ask for it," if hidden else ""
    after = (
        "checks run before it, and the approval is deliberate"
        if checked
        else "no automatic check comes before it, so that the person is the test"
    )
    return Observation(
        place=gates[0].place,
        also=tuple(gate.place for gate in gates),
        scope=gated[0].scope,
        subject=f"{gated[0].path}:{gates[0].detail}",
        message=f"{names} in {gated[0].path} {waits}{perhaps} for a person "
        f"({listing(dict.fromkeys(gate.detail for gate in gates))}); {after}.",
        remedy="Keep the gate, let a step before it compare the metrics with those of the running "
        "version and fail when they are worse, and note why it was approved.",
        severity=Severity.INFO if checked else Severity.MEDIUM,
        confidence=Confidence.LOW if hidden else None,
        evidence=tuple(Evidence(gate.place, f"waits: {gate.detail}") for gate in gates[1:6]),
        about=tuple(step.id for step in gated),
    )


def _is_checked(workflow: Workflow, steps: list[Step], gated: list[Step]) -> bool:
    """Does anything in the same pipeline, or kept ahead of it, test, validate or measure?"""
    ahead = [
        step
        for step in workflow.steps
        if any(workflow.is_fixed(step.id, waiting.id) for waiting in gated)
    ]
    return any(effect.kind in _CHECKS for step in (*steps, *ahead) for effect in step.effects)


RULE = Rule(
    code="REL005",
    slug="manual-approval-gate",
    family="release",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    check=find_gates,
)
