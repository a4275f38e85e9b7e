"""Inputs that are chosen because they are the newest at hand."""

from __future__ import annotations

from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_temporary
from mlaudit.graph.analysis.units import services
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.graph.newest import BY_NAME, NEWEST_EFFECT
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, StepKind
from mlaudit.model.workflow import Effect, Step

_RESUMING = frozenset({"latest_checkpoint", "get_last_checkpoint", "find_last_checkpoint"})


@immutable
class NewestChoice:
    """A function that takes the newest; `choices` are those of all steps that call it."""

    choices: tuple[tuple[Step, Effect], ...]

    @property
    def first(self) -> Effect:
        """The choice at the first place."""
        return min((effect for _, effect in self.choices), key=lambda e: e.place.sort_key)

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of the steps that choose so."""
        return tuple(dict.fromkeys(step.id for step, _ in self.choices))

    @property
    def names(self) -> tuple[str, ...]:
        """What is chosen from, as far as it is known, sorted."""
        return tuple(sorted({e.artifact for _, e in self.choices if e.artifact}))

    @property
    def is_doubtful(self) -> bool:
        """May a name hold a version, or a training go on in ways unseen?"""
        return self.first.detail == BY_NAME or self.first.via in _RESUMING


@asked_once
def newest_choices(workflow: Workflow) -> tuple[NewestChoice, ...]:
    """The functions of the project's own work that choose so, whatever calls them, by place."""
    found: dict[tuple[str, str], list[tuple[Step, Effect]]] = {}
    for unit in workflow.steps:
        if unit.role != Role.PIPELINE or unit.kind == StepKind.README_COMMAND:
            continue
        for effect in workflow.own_effects(unit):
            if effect.kind == NEWEST_EFFECT and not _is_harmless(workflow, unit, effect):
                found.setdefault((effect.place.path, effect.scope), []).append((unit, effect))
    return tuple(NewestChoice(tuple(found[key])) for key in sorted(found))


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
