"""Foundation models: which hosted models are asked, and what is taken from hubs."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import is_encoded, pipeline_units, services
from mlaudit.graph.python.recording import REMOTE_CODE
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Effect, Step
from mlaudit.patterns import lazy_regex

_RUNS_CODE = frozenset({"torch.hub.load", "evaluate.load", "datasets.load_metric"})
"""Calls that always run what they fetch."""
_COMMIT = lazy_regex(r"@[0-9a-f]{40}$")


@immutable
class Question:
    """A call that asks a hosted model."""

    step: Step
    effect: Effect

    @property
    def model(self) -> str:
        """The name of the model as the call gives it."""
        return self.effect.artifact or ""


@asked_once
def model_questions(workflow: Workflow) -> tuple[Question, ...]:
    """The calls of working units that name the hosted model that they ask, by place."""
    found = [
        Question(unit, effect)
        for unit in pipeline_units(workflow)
        if _works(workflow, unit)
        for effect in workflow.own_effects(unit)
        if effect.kind in ("generate", "train") and effect.artifact
    ]
    return tuple(sorted(found, key=lambda q: (q.effect.place.sort_key, q.model, q.step.id)))


def _works(workflow: Workflow, unit: Step) -> bool:
    """Does a deliverable need the unit, something start it, or is it a service?"""
    needed = unit.id in workflow.deliverables_of_step or unit.id in services(workflow)
    return needed or (is_encoded(unit) and unit.kind != StepKind.README_COMMAND)


@immutable
class HubEntry:
    """A model or data set of a hub, under one name.

    Attributes:
        name: `owner/name` as the code writes it.
        artifacts: ids of the artifacts, one for each revision that is named.
        readings: who reads it where, by place.
    """

    name: str
    artifacts: tuple[str, ...]
    readings: tuple[tuple[Step, Access], ...]

    @property
    def about(self) -> tuple[str, ...]:
        """The artifacts and the units that read them."""
        return (*self.artifacts, *dict.fromkeys(step.id for step, _ in self.readings))


@asked_once
def unpinned_hub_entries(workflow: Workflow) -> tuple[HubEntry, ...]:
    """What working units take from the hub of Hugging Face without naming a commit, by name."""
    found: dict[str, list[tuple[Step, Access]]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        if not _works(workflow, unit):
            continue
        for access in workflow.own_accesses(unit):
            if access.mode == "read" and _is_open_reference(workflow, access):
                name = access.artifact.removeprefix("hf://").partition("@")[0]
                found[name].append((unit, access))
    entries = []
    for name in sorted(found):
        readings = sorted(found[name], key=lambda r: (r[1].place.sort_key, r[0].id))
        ids = dict.fromkeys(access.artifact for _, access in readings)
        entries.append(HubEntry(name, tuple(ids), tuple(readings)))
    return tuple(entries)


def _is_open_reference(workflow: Workflow, access: Access) -> bool:
    id_ = access.artifact
    known = id_.startswith("hf://") and "{" not in id_ and "*" not in id_ and not access.guarded
    made = bool(workflow.producers.get(id_.partition("@")[0]))
    return known and not made and not _COMMIT.search(id_)


@immutable
class RemoteCode:
    """A call that runs code which lies elsewhere.

    Attributes:
        artifact: what is run, with the revision where one is named.
        via, place, scope: the call.
        step: id of the unit.
    """

    artifact: str
    via: str
    place: Place
    scope: str
    step: str


@asked_once
def remote_code(workflow: Workflow) -> tuple[RemoteCode, ...]:
    """The calls of the project's own units that run code of a hub or a repository."""
    found = []
    for unit in pipeline_units(workflow):
        for effect in workflow.own_effects(unit):
            if effect.kind == REMOTE_CODE and effect.artifact:
                item = (effect.artifact, effect.via, effect.place, effect.scope)
                found.append(RemoteCode(*item, unit.id))
        for access in workflow.own_accesses(unit):
            if access.mode == "read" and access.via in _RUNS_CODE:
                item = (access.artifact, access.via, access.place, access.scope)
                found.append(RemoteCode(*item, unit.id))
    return tuple(found)
