"""INP018: what a stage lists as read although nothing it runs reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.phantoms import Phantom, phantom_inputs
from mlaudit.judge.declaring import tool_of
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import least, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_phantom_dependencies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each stage."""
    by_stage: dict[str, list[Phantom]] = defaultdict(list)
    for phantom in phantom_inputs(workflow):
        by_stage[phantom.stage.id].append(phantom)
    for id_ in by_stage:
        yield _observe(workflow, by_stage[id_])


def _observe(workflow: Workflow, phantoms: list[Phantom]) -> Observation:
    stage = phantoms[0].stage
    tool = tool_of(stage)
    names = tuple(phantom.declared.artifact for phantom in phantoms)
    it, change = ("it", "it changes") if len(names) == 1 else ("them", "they change")
    instead = tuple(dict.fromkeys(id_ for phantom in phantoms for id_ in phantom.instead))
    other = f" (it reads {listing(instead)})" if instead else ""
    return Observation(
        place=phantoms[0].declared.place,
        scope=stage.scope,
        subject=stage.id,
        message=f"{stage.path} lists {listing(names)} among the {tool.inputs} of {stage.name}, but "
        f"nothing that it runs reads {it}{other}: `{tool.command}` runs it again for nothing when "
        f"{change}, and not when the real input does.",
        remedy=_remedy(stage.name, names, instead),
        severity=_severity(workflow, phantoms),
        confidence=least([phantom.confidence for phantom in phantoms]),
        evidence=tuple(
            Evidence(phantom.declared.place, f"lists {phantom.declared.artifact}")
            for phantom in phantoms[1:]
        ),
        about=(stage.id, *names, *instead),
        parts=parts_of(stage.path, stage.scope, names),
    )


def _remedy(stage: str, names: tuple[str, ...], instead: tuple[str, ...]) -> str:
    if instead:
        return f"List {listing(instead)} for {stage} in place of {listing(names)}."
    return (
        f"Take {listing(names)} off the list of {stage} and add what it reads; if it is there to "
        "keep an order, say so in a comment."
    )


def _severity(workflow: Workflow, phantoms: list[Phantom]) -> Severity:
    """Low where each is made by another stage: it may be there to keep an order."""
    made = (workflow.producers.get(phantom.declared.artifact) for phantom in phantoms)
    return Severity.LOW if all(made) else Severity.MEDIUM


RULE = Rule(
    code="INP018",
    slug="phantom-stage-dependency",
    family="inputs",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_phantom_dependencies,
)
