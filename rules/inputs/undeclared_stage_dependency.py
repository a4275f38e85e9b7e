"""INP013: what a stage reads although its definition does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.declarations import Gap, undeclared_inputs
from mlaudit.judge.declaring import lines_for_inputs, tool_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_SHOWN = 10


def find_undeclared_dependencies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each definition of a stage."""
    for gap in undeclared_inputs(workflow):
        yield _observe(workflow, gap)


def _observe(workflow: Workflow, gap: Gap) -> Observation:
    stage = gap.stages[0]
    tool = tool_of(stage)
    it, change = ("it", "it changes") if len(gap.artifacts) == 1 else ("them", "they change")
    return Observation(
        place=stage.place,
        scope=stage.scope.partition("@")[0],
        subject=f"{stage.path}:{gap.name}",
        message=f"{gap.name} reads {listing(gap.artifacts)}, but {stage.path} does not list {it} "
        f"among its {tool.inputs}: `{tool.command}` does not run it again when {change}.",
        remedy=lines_for_inputs(workflow, stage, gap.artifacts),
        severity=_severity(workflow, gap),
        confidence=gap.confidence,
        evidence=tuple(
            Evidence(o.access.place, f"{gap.name} reads {o.access.artifact}")
            for o in gap.omissions[:_SHOWN]
        ),
        about=gap.about,
    )


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
