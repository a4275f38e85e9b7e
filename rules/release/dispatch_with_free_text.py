"""REL010: a release whose version a person types."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.releases import is_for_release, job_groups
from mlaudit.graph.analysis.units import BY_PERSON, is_automatic
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepFamily, StepKind
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_IDENTITY = lazy_regex(
    r"(^|[_\- ])(version|tag|run|id|sha|commit|model|image|artifact|checkpoint|name|digest|ref|uri|"
    r"path|release|build)([_\- ]|$)",
    re.IGNORECASE,
)


def find_typed_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each workflow that only a person starts, and that asks what to release."""
    groups = job_groups(workflow)
    for key in sorted(groups):
        steps = [step for step in groups[key] if _is_dispatched(step)]
        typed = list(dict.fromkeys(n for s in steps for n, value in s.inputs if value is None))
        names = [name for name in typed if _IDENTITY.search(name)]
        if names and is_for_release(workflow, steps):
            yield _observe(workflow, steps, names)


def _is_dispatched(step: Step) -> bool:
    by_hand = any(trigger.kind in BY_PERSON for trigger in step.triggers)
    is_job = step.kind.family == StepFamily.JOB and step.role == Role.PIPELINE
    return is_job and by_hand and not is_automatic(step)


def _observe(workflow: Workflow, steps: list[Step], names: list[str]) -> Observation:
    first = steps[0]
    trigger = next(t for s in steps for t in s.triggers if t.kind in BY_PERSON)
    jobs = listing(dict.fromkeys(step.name for step in steps))
    does = "releases" if len({step.id for step in steps}) == 1 else "release"
    example = (
        "`on: {push: {tags: ['v*']}}` with `github.ref_name` as the version"
        if first.kind == StepKind.GITHUB_JOB
        else "a tag, whose name is the version"
    )
    return Observation(
        place=trigger.place,
        scope=first.group or first.scope,
        subject=first.path,
        message=f"{jobs} in {first.path} {does} what a person types at the start "
        f"({listing(names)}); nothing checks that it is the version that was tested.",
        remedy=f"Start it by {example}, or let the step that registers the model start it and hand "
        "the version over; where a person must choose, offer a list (`type: choice`).",
        evidence=tuple(
            Evidence(gate.place, f"waits for a person: {gate.detail}")
            for step in steps
            for gate in step.gates
        )[:4],
        about=tuple(step.id for step in steps),
        parts=parts_of(first.path, first.group or first.scope, names),
    )


RULE = Rule(
    code="REL010",
    slug="dispatch-with-free-text",
    family="release",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_typed_releases,
)
