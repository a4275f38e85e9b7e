"""What the stages of a pipeline touch beside what their definition declares."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from mlaudit.graph.analysis.edges import loose_edges, pattern_of
from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import (
    covers,
    is_inside,
    is_opaque,
    is_placeholder,
    is_plumbing,
    is_temporary,
)
from mlaudit.graph.analysis.phantoms import phantom_inputs, phantom_outputs
from mlaudit.graph.analysis.stages import (
    carriers,
    declared_by,
    is_declared,
    is_same_loop,
    name_of_stage,
    stage_families,
)
from mlaudit.graph.analysis.versioning import MODELS, is_kept, logs_models
from mlaudit.graph.matching import is_pattern
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence, StepFamily, StepKind, Tracking
from mlaudit.model.workflow import Access, Step
from mlaudit.patterns import lazy_regex

_CONFIDENCES = tuple(Confidence)
_NO_DATA = frozenset({"code", "notebook", "log", "package", "secret", "image", "service"})
# What tools keep for themselves: tracking stores, logs, caches.
_OF_TOOLS = lazy_regex(
    r"(^|/)(mlruns|mlartifacts|wandb|lightning_logs|tb_logs|tensorboard|runs|catboost_info|dvclive|"
    r"\.?cache|caches|tmp|temp|logs?|\.ipynb_checkpoints|\.dvc|\.hydra|multirun)(/|$)|"
    r"(^|/)(mlflow|optuna|study)[^/]*\.db$|(^|/)emissions\.csv$|\.(log|lock|pid)$",
    re.IGNORECASE,
)


@immutable
class Omission:
    """A path that a stage touches and does not declare.

    Attributes:
        access: how the stage touches it, at its first place.
        others: ids of the units at the other end: who makes what is read, who reads what is made.
        doubtful: only the import of a module does it, whether or not the stage uses the outcome,
            or another item of the same loop declares it.
    """

    access: Access
    others: tuple[str, ...]
    doubtful: bool = False

    @property
    def is_sure(self) -> bool:
        """Is it one name, reached by a call of known meaning on every way through the code?"""
        sure = self.access.confidence == Confidence.HIGH and not self.access.sometimes
        return sure and not self.doubtful and not is_pattern(self.access.artifact)


@immutable
class Gap:
    """What one definition of a stage leaves out.

    Attributes:
        stages: all that it stands for, more than one for loops.
        omissions: by artifact; the sure ones if there are any, else what code only seems to touch.
    """

    stages: tuple[Step, ...]
    omissions: tuple[Omission, ...]

    @property
    def name(self) -> str:
        """The name of the stage in its file."""
        return name_of_stage(self.stages[0])

    @property
    def subject(self) -> str:
        """What tells it from others: the file and the name."""
        return f"{self.stages[0].path}:{self.name}"

    @property
    def scope(self) -> str:
        """Of the definition, without the item of a loop."""
        return self.stages[0].scope.partition("@")[0]

    @property
    def taken(self) -> dict[str, tuple[str, ...]]:
        """What is left out and another unit reads or makes, with the ids of those units."""
        return {o.access.artifact: o.others for o in self.omissions if o.others}

    @property
    def confidence(self) -> Confidence:
        """High for what was resolved to the end, low for everything else."""
        sure = all(omission.is_sure for omission in self.omissions)
        return Confidence.HIGH if sure else Confidence.LOW

    @property
    def artifacts(self) -> tuple[str, ...]:
        """What is left out, by id."""
        return tuple(omission.access.artifact for omission in self.omissions)

    @property
    def about(self) -> tuple[str, ...]:
        """The stages, what is left out, and the units at the other end."""
        others = [id_ for omission in self.omissions for id_ in omission.others]
        return tuple(dict.fromkeys((*(s.id for s in self.stages), *self.artifacts, *others)))


@asked_once
def undeclared_outputs(workflow: Workflow) -> tuple[Gap, ...]:
    """What stages write beside what they declare.

    What an `undeclared-edge` names is left out, and what a stage writes in another folder than it
    declares.
    """
    told = {
        (edge.before.id, flow.written)
        for edge in loose_edges(workflow)
        if pattern_of(edge) == "undeclared"
        for flow in workflow.flows
        if (flow.before, flow.after) == (edge.before.id, edge.after.id)
    }
    told |= {(p.stage.id, id_) for p in phantom_outputs(workflow) for id_ in p.instead}
    return tuple(_find_gaps(workflow, "write", told))


@asked_once
def undeclared_inputs(workflow: Workflow) -> tuple[Gap, ...]:
    """What stages read beside what they declare, of what somebody makes or keeps.

    What another finding names is left out: reads whose maker nothing keeps ahead, what its own
    maker does not declare either, and what the stage declares in another folder.
    """
    told = {
        (edge.after.id, artifact.id)
        for edge in loose_edges(workflow)
        if pattern_of(edge) == "undeclared" or not edge.kept
        for artifact in edge.artifacts
    }
    told |= {(p.stage.id, id_) for p in phantom_inputs(workflow) for id_ in p.instead}
    told |= {
        (reader, omission.access.artifact)
        for gap in undeclared_outputs(workflow)
        for omission in gap.omissions
        for reader in omission.others
        if omission.is_sure
    }
    return tuple(_find_gaps(workflow, "read", told))


def unaware_readers(workflow: Workflow, gap: Gap) -> dict[str, list[Step]]:
    """Of those who read what a stage leaves out, the ones whose definition leaves it out, too."""
    return {
        id_: [
            step
            for step in map(workflow.step_by_id.__getitem__, readers)
            if not is_declared(id_, declared_by(workflow, step, "read"))
        ]
        for id_, readers in gap.taken.items()
    }


def takings(workflow: Workflow, gap: Gap) -> dict[tuple[str, str], Access]:
    """By reader and file the first place where what a stage writes undeclared is taken in."""
    found: dict[tuple[str, str], Access] = {}
    for omission in gap.omissions:
        for flow in workflow.flows:
            if flow.written == omission.access.artifact and flow.after in omission.others:
                access = workflow.reads[flow.read][flow.after][0]
                found.setdefault((flow.after, flow.read), access)
    return found


def carriers_in(workflow: Workflow, gap: Gap, id_: str) -> tuple[str, ...]:
    """What the stage declares and what changes with an input that it leaves out.

    Of the stages of a loop, those of the first that reads it.
    """
    for stage in gap.stages:
        if any(access.artifact == id_ for access in workflow.own_accesses(stage)):
            return carriers(workflow, stage, id_)
    return ()


def _find_gaps(workflow: Workflow, mode: str, told: Collection[tuple[str, str]]) -> Iterator[Gap]:
    for family in stage_families(workflow):
        found: dict[str, Omission] = {}
        for stage in family:
            for omission in _omissions(workflow, stage, family, mode):
                if (stage.id, omission.access.artifact) not in told:
                    found.setdefault(omission.access.artifact, omission)
        sure = [id_ for id_ in sorted(found) if found[id_].is_sure]
        chosen = tuple(found[id_] for id_ in sure or sorted(found))
        if chosen:
            yield Gap(family, chosen)


def _omissions(
    workflow: Workflow, stage: Step, family: tuple[Step, ...], mode: str
) -> Iterator[Omission]:
    if stage.declares_more:
        return
    declared = declared_by(workflow, stage)
    by_others = [access for other in family for access in declared_by(workflow, other)]
    own = {step.id for step in family}
    for access in _touched(workflow, stage, mode):
        if is_declared(access.artifact, declared) or not _is_data(workflow, access):
            continue
        ends = _makers if mode == "read" else _readers
        others = tuple(id_ for id_ in ends(workflow, stage, access) if id_ not in own)
        matters = _is_input if mode == "read" else _is_output
        if matters(workflow, stage, access, others):
            loaded = not access.scope and access.place.path not in {stage.path, *stage.runs}
            yield Omission(access, others, loaded or is_declared(access.artifact, by_others))


def _touched(workflow: Workflow, stage: Step, mode: str) -> list[Access]:
    """Each path once, with the surest access to it."""
    found: dict[str, Access] = {}
    accesses = (
        access
        for access in workflow.own_accesses(stage)
        if (access.mode, access.evidence) == (mode, "inferred")
    )
    for access in sorted(accesses, key=lambda a: (a.sometimes, _CONFIDENCES.index(a.confidence))):
        found.setdefault(access.artifact, access)
    return list(found.values())


def _is_data(workflow: Workflow, access: Access) -> bool:
    """Is it data of the project, and no matter of its code, its tools or its environment?"""
    id_ = access.artifact
    if not is_inside(id_) or is_opaque(id_) or is_placeholder(id_) or is_plumbing(id_):
        return False
    if is_temporary(id_) or _OF_TOOLS.search(id_):
        return False
    artifact = workflow.artifact_by_id[id_]
    return not {artifact.kind, access.kind} & _NO_DATA and not _is_package_data(workflow, access)


def _is_package_data(workflow: Workflow, access: Access) -> bool:
    """Does it come with the package whose module reads it?"""
    if access.artifact in workflow.producers:
        return False
    package, folder = "", posixpath.dirname(access.place.path)
    while folder and f"{folder}/__init__.py" in workflow.project.by_path:
        package, folder = folder, posixpath.dirname(folder)
    tracking = workflow.artifact_by_id[access.artifact].tracking
    inside = bool(package) and access.artifact.startswith(package + "/")
    return inside and tracking == Tracking.GIT


def _makers(workflow: Workflow, stage: Step, access: Access) -> Iterable[str]:
    return workflow.producers.get(access.artifact, ())


def _is_input(workflow: Workflow, stage: Step, access: Access, makers: tuple[str, ...]) -> bool:
    """Does somebody make or keep it, and must it be there before the stage runs?

    Settings count where DVC follows their keys.
    """
    if access.guarded or (stage.kind == StepKind.DVC_STAGE and not _has_inputs(workflow, stage)):
        return False
    own = workflow.own_accesses(stage)
    if any(a.mode == "write" and covers(a.artifact, access.artifact) for a in own):
        return False
    artifact = workflow.artifact_by_id[access.artifact]
    if artifact.kind == "config" and artifact.id not in _parameter_files(workflow):
        return False
    return bool(makers) or artifact.tracking in KEPT


def _has_inputs(workflow: Workflow, stage: Step) -> bool:
    """DVC runs a stage without dependencies every time."""
    return bool(declared_by(workflow, stage, "read"))


@asked_once
def _parameter_files(workflow: Workflow) -> frozenset[str]:
    """The files whose keys the stages of a dvc.yaml list under `params`."""
    return frozenset(
        access.artifact
        for family in stage_families(workflow)
        for stage in family
        for access in declared_by(workflow, stage, "read")
        if access.via == "param"
    )


def _readers(workflow: Workflow, stage: Step, access: Access) -> Iterator[str]:
    """The other units that take it in and do not make it themselves."""
    for flow in workflow.flows:
        if flow.before != stage.id or flow.written != access.artifact:
            continue
        reader = workflow.step_by_id[flow.after]
        if reader.kind.family == StepFamily.CONTAINER:
            # It copies whole folders; `image-copies-untracked-artifact` speaks of what it needs.
            continue
        makes = (a.artifact for a in workflow.own_accesses(reader) if a.mode == "write")
        if not any(covers(made, flow.read) for made in makes):
            yield reader.id


def _is_output(workflow: Workflow, stage: Step, access: Access, readers: tuple[str, ...]) -> bool:
    """Does it outlive the stage, does no other stage write it, does nothing else speak of it?"""
    path = access.artifact
    effects = workflow.own_effects(stage)
    if any(e.artifact == path and "log_artifact" in e.via and "live" in e.via for e in effects):
        return False
    if _is_shared(workflow, stage, path) or _is_lost_model(workflow, stage, path, readers):
        return False
    return bool(readers) or not _is_used_up(workflow, stage, path)


def _is_shared(workflow: Workflow, stage: Step, path: str) -> bool:
    """Do other stages of the definition write it too? An output belongs to one stage."""
    writers = (workflow.step_by_id[id_] for id_ in workflow.writes.get(path, ()))
    return any(
        other.kind == stage.kind and other.path == stage.path and not is_same_loop(other, stage)
        for other in writers
        if other.unit
    )


def _is_lost_model(workflow: Workflow, stage: Step, path: str, readers: tuple[str, ...]) -> bool:
    """Is it a model that nothing keeps? `unversioned-model` says so."""
    artifact = workflow.artifact_by_id[path]
    if artifact.kind not in MODELS or is_kept(workflow, artifact):
        return False
    return (bool(readers) or artifact.deliverable) and not logs_models(workflow, stage)


def _is_used_up(workflow: Workflow, stage: Step, path: str) -> bool:
    """Does the stage itself read, move or delete what it wrote?"""
    own = workflow.own_accesses(stage)
    return any(a.mode == "read" and covers(path, a.artifact) for a in own) or any(
        (effect.kind == "move" and effect.detail == path)
        or (effect.kind == "delete" and effect.artifact == path)
        for effect in workflow.own_effects(stage)
    )
