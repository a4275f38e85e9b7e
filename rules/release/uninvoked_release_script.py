"""REL003: a script that releases, and that only a person starts."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.releases import hands_over, is_push
from mlaudit.graph.analysis.units import services
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Confidence, Role, Severity, StepFamily, StepKind
from mlaudit.model.workflow import Effect, Step

_SCRIPTS = (StepKind.SCRIPT, StepKind.SHELL_SCRIPT)


def find_uninvoked_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each script or target that itself does it, and that no job does as well."""
    automated = {
        effect.via
        for step in workflow.steps
        if step.automation == Automation.AUTOMATED
        for effect in step.effects
        if hands_over(workflow, effect)
    }
    for step in workflow.steps if workflow.deliverables else ():
        if not _is_started_by_person(workflow, step):
            continue
        # Storing a model in a bucket is the end of its training, no release.
        effects = [e for e in workflow.own_effects(step) if hands_over(workflow, e)]
        effects = [e for e in effects if e.kind != "upload" or is_push(e)]
        released = [e for e in effects if e.place.path == step.path and e.via not in automated]
        if released:
            yield _observe(step, sorted(released, key=lambda effect: effect.place.sort_key))


def _is_started_by_person(workflow: Workflow, step: Step) -> bool:
    """Is it a script or target of the project's own that neither trains nor serves?"""
    if step.kind not in _SCRIPTS and step.kind.family != StepFamily.TARGET:
        return False
    started = (workflow.step_by_id[i.by] for i in workflow.invokers.get(step.id, ()))
    if any(starter.kind.family != StepFamily.TOLD for starter in started):
        return False
    trains = any(effect.kind == "train" for effect in step.effects)
    automatic = step.automation == Automation.AUTOMATED
    own = step.role == Role.PIPELINE and step.id not in services(workflow)
    return own and not trains and not automatic


def _observe(step: Step, released: list[Effect]) -> Observation:
    first = released[0]
    told = step.automation == Automation.DOCUMENTED
    where = "a document gives the command" if told else "no workflow starts it"
    return Observation(
        place=first.place,
        also=tuple(effect.place for effect in released),
        scope=first.scope or step.scope,
        subject=step.id,
        message=f"{name_of(step)} releases by {listing(effect.via for effect in released)}; "
        f"{where}, and a person must remember to run it after each change.",
        remedy=f"Start it from CI by a tag: a workflow with `on: {{push: {{tags: ['v*']}}}}` that "
        f"runs `{step.command or step.name}`.",
        evidence=tuple(Evidence(effect.place, f"calls {effect.via}") for effect in released[1:8]),
        about=(step.id,),
        parts=parts_for_steps([step]),
    )


RULE = Rule(
    code="REL003",
    slug="uninvoked-release-script",
    family="release",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_uninvoked_releases,
)
