"""INP013: what a stage reads although its definition does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.declarations import Gap, carriers_in, undeclared_inputs
from mlaudit.judge.declaring import lines_for_inputs, tool_of
from mlaudit.judge.evidence import omissions_shown
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_SHOWN = 10


def find_undeclared_dependencies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each definition of a stage."""
    for gap in undeclared_inputs(workflow):
        yield _observe(workflow, gap)


def _observe(workflow: Workflow, gap: Gap) -> Observation:
    stage = gap.stages[0]
    it = "it" if len(gap.artifacts) == 1 else "them"
    return Observation(
        place=stage.place,
        scope=gap.scope,
        subject=gap.subject,
        message=f"{gap.name} reads {listing(gap.artifacts)}, but {stage.path} does not list {it} "
        f"among its {tool_of(stage).inputs}: {_say_effect(workflow, gap)}.",
        remedy=lines_for_inputs(workflow, stage, gap.artifacts),
        severity=_severity(workflow, gap),
        confidence=gap.confidence,
        evidence=omissions_shown(gap)[:_SHOWN],
        about=gap.about,
        parts=parts_of(stage.path, gap.scope, gap.artifacts),
    )


def _say_effect(workflow: Workflow, gap: Gap) -> str:
    """When the tool runs the stage again: never because of them, or with what is made of them."""
    command = f"`{tool_of(gap.stages[0]).command}`"
    found = {id_: carriers_in(workflow, gap, id_) for id_ in gap.artifacts}
    alone = [id_ for id_ in gap.artifacts if not found[id_]]
    if alone:
        what = _pronoun(gap.artifacts) if len(alone) == len(gap.artifacts) else listing(alone)
        verb = "changes" if len(alone) == 1 else "change"
        return f"{command} does not run it again when {what} {verb}"
    carrying = tuple(dict.fromkeys(id_ for names in found.values() for id_ in names))
    verb = "changes" if len(carrying) == 1 else "change"
    what = _pronoun(gap.artifacts)
    return (
        f"when {what} {'changes' if what == 'it' else 'change'}, {command} runs it again only "
        f"where {listing(carrying)} {verb} too"
    )


def _pronoun(names: tuple[str, ...]) -> str:
    return "it" if len(names) == 1 else "they"


def _severity(workflow: Workflow, gap: Gap) -> Severity:
    """Low where it is only about parameters."""
    kinds = {workflow.artifact_by_id[id_].kind for id_ in gap.artifacts}
    return Severity.LOW if kinds == {"config"} else Severity.MEDIUM


RULE = Rule(
    code="INP013",
    slug="undeclared-stage-dependency",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_undeclared_dependencies,
)
