"""REL002: a release that happens when somebody runs the cells of a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.releases import hands_over
from mlaudit.graph.analysis.units import is_encoded
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepKind
from mlaudit.model.workflow import Effect, Step


def find_notebook_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each notebook that nothing runs by itself."""
    for step in workflow.steps:
        if step.kind != StepKind.NOTEBOOK or step.role != Role.PIPELINE or is_encoded(step):
            continue
        cells = [e for e in workflow.own_effects(step) if e.place.path == step.path]
        released = [effect for effect in cells if hands_over(workflow, effect)]
        if released:
            yield _observe(step, sorted(released, key=lambda effect: effect.place.sort_key))


def _observe(step: Step, released: list[Effect]) -> Observation:
    first = released[0]
    calls = listing(f"{effect.via}()" if "." in effect.via else effect.via for effect in released)
    asks = first.kind in ("promote", "deploy")
    return Observation(
        place=first.place,
        also=tuple(effect.place for effect in released),
        scope=first.scope,
        subject=first.artifact or first.via,
        message=f"{step.path} releases by {calls}; a person must open the notebook and run the "
        "right cells in order, and nothing records that it was done.",
        remedy="Move these cells into a script with the version as its argument, and start it from "
        "CI by a tag (`on: {push: {tags: ['v*']}}`) or as the last step of the pipeline.",
        confidence=None if asks or first.kind == "register" else Confidence.MEDIUM,
        evidence=tuple(Evidence(effect.place, f"calls {effect.via}") for effect in released[1:8]),
        about=(step.id, *dict.fromkeys(e.artifact for e in released if e.artifact)),
        parts=parts_at(step.path, first.scope, ((e.artifact or e.via, e.place) for e in released)),
    )


RULE = Rule(
    code="REL002",
    slug="release-from-notebook",
    family="release",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_notebook_releases,
)
