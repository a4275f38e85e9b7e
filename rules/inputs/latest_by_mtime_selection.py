"""INP007: an input that is chosen because it is the newest at hand."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.paths import is_temporary
from mlaudit.graph.analysis.units import services
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.graph.newest import BY_NAME, NEWEST_EFFECT
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepKind
from mlaudit.model.workflow import Effect, Step

_RESUMING = frozenset({"latest_checkpoint", "get_last_checkpoint", "find_last_checkpoint"})


def find_newest_selections(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each function that chooses, whatever number of steps calls it."""
    found: dict[tuple[str, str], list[tuple[Step, Effect]]] = {}
    for unit in workflow.steps:
        if unit.role != Role.PIPELINE or unit.kind == StepKind.README_COMMAND:
            continue
        for effect in workflow.own_effects(unit):
            if effect.kind == NEWEST_EFFECT and not _is_harmless(workflow, unit, effect):
                found.setdefault((effect.place.path, effect.scope), []).append((unit, effect))
    for key in sorted(found):
        yield _observe(workflow, found[key])


def _is_harmless(workflow: Workflow, unit: Step, effect: Effect) -> bool:
    """Does a training go on where it stopped, or are the candidates kept under their names?"""
    if effect.via == "search_runs" and unit.id in services(workflow):
        return True
    if is_temporary(effect.artifact or ""):
        return True
    artifact = workflow.artifact_by_id.get(effect.artifact or "")
    kept = artifact is not None and artifact.tracking in KEPT
    return (effect.via in _RESUMING and _trains(workflow, unit)) or (
        effect.detail == BY_NAME and kept
    )


def _trains(workflow: Workflow, unit: Step) -> bool:
    """Does it train, or write models, as far as that is known?"""
    trains = any(effect.kind == "train" for effect in workflow.own_effects(unit))
    writes = (access for access in workflow.own_accesses(unit) if access.mode == "write")
    saves = any(unresolved.mode == "write" for unresolved in workflow.own_unresolved(unit))
    return trains or saves or any(access.kind in MODELS for access in writes)


def _observe(workflow: Workflow, choices: list[tuple[Step, Effect]]) -> Observation:
    effect = min((choice[1] for choice in choices), key=lambda choice: choice.place.sort_key)
    units = dict.fromkeys(step.id for step, _ in choices)
    names = sorted({choice.artifact for _, choice in choices if choice.artifact})
    among = f" among {names[0]}" if names else ""
    what = "run" if effect.via == "search_runs" else "file"
    done = "run last" if what == "run" else "run or copied last on the machine"
    places = dict.fromkeys(choice.place for _, choice in choices if choice.place != effect.place)
    needed = any(id_ in workflow.deliverables_of_step for id_ in units)
    return Observation(
        place=effect.place,
        scope=effect.scope,
        subject=names[0] if names else effect.via,
        message=f"{effect.place.path} takes the newest {what}{among}, told by {effect.detail}; "
        f"which one that is depends on what was {done}.",
        remedy=f"Hand the path or the id of the {what} over from the step that makes it (an option "
        "of the command line, an output of the pipeline, a pointer file that it writes).",
        severity=Severity.HIGH if needed else Severity.MEDIUM,
        # By name: it may hold a version. By a helper: a training may go on in ways unseen.
        confidence=Confidence.LOW if effect.detail == BY_NAME or effect.via in _RESUMING else None,
        evidence=tuple(Evidence(place, "the same choice") for place in list(places)[:5]),
        about=(*units, *(name for name in names if name in workflow.artifact_by_id)),
    )


RULE = Rule(
    code="INP007",
    slug="latest-by-mtime-selection",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_newest_selections,
)
