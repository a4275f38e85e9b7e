"""ART008: a model or data set that is loaded by a name which means another version tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.chosen import first_reads, is_alias, moving_part
from mlaudit.graph.analysis.units import is_encoded, pipeline_units, services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import lower
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Access, Step

_RECORDING = ("use_artifact", "use_model")
"""Calls that note in the run which version they gave."""
_Read = tuple[Step, Access]


def find_moving_references(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each reference, at its first use."""
    seen: list[str] = []
    for id_, reads in sorted(first_reads(workflow, pipeline_units(workflow)).items()):
        word = moving_part(id_)
        if not word or any(id_.startswith(f"{known}/") for known in seen):
            continue  # no version of its own, or a file of what was loaded
        seen.append(id_)
        if open_ := [read for read in reads if not _is_settled(workflow, id_, read[0])]:
            yield _observe(workflow, id_, word, open_)


def _is_settled(workflow: Workflow, id_: str, step: Step) -> bool:
    """Does the pipeline itself decide what the name means, or the run record what it meant?"""
    if step.kind == StepKind.README_COMMAND:
        return True
    makers = workflow.producers.get(id_, ())
    if any(maker == step.id or workflow.is_fixed(maker, step.id) for maker in makers):
        return True
    effects = workflow.own_effects(step)
    used = (a.via for a in workflow.own_accesses(step) if a.artifact == id_)
    if any(via.endswith(_RECORDING) for via in used) or any(e.kind == "lineage" for e in effects):
        return True
    return is_alias(id_) and any(
        effect.kind == "promote" and is_encoded(other)
        for other in workflow.steps
        for effect in other.effects
    )


def _observe(workflow: Workflow, id_: str, word: str, reads: list[_Read]) -> Observation:
    step, first = reads[0]
    name = id_.partition("://")[2]
    serves = any(unit.id in services(workflow) for unit, _ in reads)
    made = bool(workflow.producers.get(id_))
    return Observation(
        place=first.place,
        also=tuple(access.place for _, access in reads),
        scope=first.scope,
        subject=id_,
        message=f"{first.place.path} loads {name}; which version `{word}` is changes whenever "
        "somebody registers or moves one, and no record tells which one a run had.",
        remedy="Resolve the name once, log the version that it gave, and pin that version in the "
        "configuration by the step that releases it.",
        severity=Severity.HIGH if serves else Severity.MEDIUM,
        confidence=lower(Confidence.HIGH) if made else None,
        evidence=tuple(Evidence(a.place, f"{unit.id} loads it, too") for unit, a in reads[1:6]),
        about=tuple(dict.fromkeys((id_, *(unit.id for unit, _ in reads), step.id))),
    )


RULE = Rule(
    code="ART008",
    slug="moving-model-reference",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_moving_references,
)
