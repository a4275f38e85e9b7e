"""INP019: what a stage lists as written although nothing it runs writes it."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.phantoms import (
    Phantom,
    phantom_outputs,
    phantoms_by_stage,
    touched_instead,
)
from mlaudit.judge.declaring import tool_of
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step

_WITHOUT_IT = {
    StepKind.DVC_STAGE: "`dvc repro` ends with an error, because the output does not exist",
    StepKind.SNAKEMAKE_RULE: "`snakemake` ends with an error, because the output is missing",
    StepKind.MAKE_TARGET: "`make` runs it every time",
}


def find_phantom_outputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each stage."""
    for phantoms in phantoms_by_stage(phantom_outputs(workflow)):
        yield _observe(workflow, phantoms)


def _observe(workflow: Workflow, phantoms: tuple[Phantom, ...]) -> Observation:
    stage = phantoms[0].stage
    names = tuple(phantom.declared.artifact for phantom in phantoms)
    instead = tuple(dict.fromkeys(id_ for phantom in phantoms for id_ in phantom.instead))
    written = [touched_instead(workflow, phantom) for phantom in phantoms if phantom.instead]
    it = "it" if len(names) == 1 else "them"
    other = f" (it writes {listing(instead)})" if instead else ""
    return Observation(
        place=phantoms[0].declared.place,
        scope=stage.scope,
        subject=stage.id,
        message=f"{stage.path} lists {listing(names)} among the {tool_of(stage).outputs} of "
        f"{stage.name}, but nothing that it runs writes {it}{other}: {_WITHOUT_IT[stage.kind]}.",
        remedy=_remedy(stage, names, instead),
        severity=Severity.MEDIUM if stage.kind == StepKind.MAKE_TARGET else Severity.HIGH,
        confidence=least([phantom.confidence for phantom in phantoms]),
        evidence=tuple(
            Evidence(access.place, f"{stage.name} writes {access.artifact}") for access in written
        ),
        about=(stage.id, *names, *instead),
        parts=parts_of(stage.path, stage.scope, names),
    )


def _remedy(stage: Step, names: tuple[str, ...], instead: tuple[str, ...]) -> str:
    it = "it" if len(names) == 1 else "them"
    if stage.kind == StepKind.MAKE_TARGET:
        return f"Let the recipe write {listing(names)}, or add `.PHONY: {stage.name}`."
    listed = f" and list {listing(instead)}" if instead else ""
    return (
        f"Let the code of {stage.name} write {listing(names)}, or take {it} off the list{listed}."
    )


RULE = Rule(
    code="INP019",
    slug="phantom-stage-output",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_phantom_outputs,
)
