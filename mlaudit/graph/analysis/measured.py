"""Measurements of models, and whether anything keeps their numbers."""

from __future__ import annotations

import posixpath
import re

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_lasting
from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.graph.analysis.versioning import MODELS, is_kept, writes_of_kind
from mlaudit.graph.matching import is_pattern
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Access, Effect, Step
from mlaudit.patterns import lazy_regex

_KEEPING = frozenset({"log", "open-run", "register", "track"})
_NOTES = frozenset({"metrics", "report", "log"})
_TEXT = (".txt", ".json", ".md", ".html", ".yaml", ".yml", ".tex", ".pkl")
_NAMED = lazy_regex(
    r"metric|score|result|report|eval|perform|accura|summary|compar|rmse|f1|auc", re.I
)
_NUMBERS = lazy_regex(
    r"sklearn\.metrics\.(?!classification_report$|confusion_matrix$)|evaluate|\.evaluate$"
)


@immutable
class Measurement:
    """A step that measures a model and writes the numbers nowhere; `calls` are by place."""

    step: Step
    calls: tuple[Effect, ...]


@asked_once
def unkept_measurements(workflow: Workflow) -> tuple[Measurement, ...]:
    """The steps of the project's own work that only show what they measure, first of each file."""
    found: dict[str, Measurement] = {}
    for unit in pipeline_units(workflow):
        # What an orchestrator runs may hand its numbers on as a result.
        own = unit.kind.family in (StepFamily.TASK, StepFamily.PART, StepFamily.TOLD)
        if own or unit.id in services(workflow) or not _makes_model(workflow, unit):
            continue
        effects = workflow.own_effects(unit)
        calls = [e for e in effects if e.kind == "evaluate" and _NUMBERS.search(e.via)]
        if calls and not _keeps(workflow, unit):
            calls.sort(key=lambda effect: effect.place.sort_key)
            found.setdefault(calls[0].place.path, Measurement(unit, tuple(calls)))
    return tuple(found.values())


def _makes_model(workflow: Workflow, unit: Step) -> bool:
    """Does it make a model, or read one that the project makes?"""
    return any(
        access.mode == "write" or bool(workflow.producers.get(access.artifact))
        for access in workflow.own_accesses(unit)
        if (artifact := workflow.artifact_by_id.get(access.artifact)) and artifact.kind in MODELS
    )


def _keeps(workflow: Workflow, unit: Step) -> bool:
    """Does it log, or write anything that may hold numbers? What is not resolved may."""
    if any(effect.kind in _KEEPING for effect in workflow.own_effects(unit)):
        return True
    if any(unresolved.mode == "write" for unresolved in workflow.own_unresolved(unit)):
        return True
    writes = (access for access in workflow.own_accesses(unit) if access.mode == "write")
    return any(_may_hold_numbers(workflow, access) for access in writes)


def _may_hold_numbers(workflow: Workflow, access: Access) -> bool:
    artifact = workflow.artifact_by_id.get(access.artifact)
    kind = artifact.kind if artifact is not None else access.kind
    name = posixpath.basename(access.artifact)
    text = name.endswith(_TEXT) and kind not in MODELS
    return kind in _NOTES or text or bool(_NAMED.search(name))


def lost_metrics(workflow: Workflow) -> tuple[tuple[Step, tuple[Access, ...]], ...]:
    """The units that write files of metrics that nothing keeps, with those writes."""
    found = []
    for unit, writes in writes_of_kind(workflow, ("metrics",)):
        logs = any(effect.kind in _KEEPING for effect in workflow.own_effects(unit))
        lost = tuple(access for access in writes if _is_lost(workflow, access))
        if lost and not logs and unit.kind != StepKind.README_COMMAND:
            found.append((unit, lost))
    return tuple(found)


def is_of_model(workflow: Workflow, unit: Step) -> bool:
    """Do the numbers stem from a model, or does the unit call what measures one?"""
    measures = any(effect.kind == "evaluate" for effect in workflow.own_effects(unit))
    known = workflow.artifact_by_id
    return measures or any(
        id_ in known and known[id_].kind in MODELS
        for deliverable in workflow.deliverables_of_step.get(unit.id, ())
        for id_ in deliverable.artifacts
    )


def _is_lost(workflow: Workflow, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    named = is_lasting(artifact.id) and not is_pattern(artifact.id)
    return named and artifact.deliverable and not is_kept(workflow, artifact)
