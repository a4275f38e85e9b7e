"""Pipelines of DVC whose lock file does not record what their files say."""

from __future__ import annotations

import posixpath
from collections import defaultdict

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.locked import LockedStage
from mlaudit.model.vocabulary import Role, StepKind, Tracking
from mlaudit.model.workflow import Step

_KEPT_BACK = (Tracking.IGNORED, Tracking.UNTRACKED)


@immutable
class StaleLock:
    """A dvc.yaml and what its lock file lacks.

    Attributes:
        pipeline, lock: paths of the two files.
        tracking: what keeps the lock file, ABSENT where there is none.
        stages: all stages that DVC runs where something has changed.
        missing: those of them that the lock file does not record.
        changed: what it records of stages that are otherwise now.
        left: names that it records and that are no stages any more.
    """

    pipeline: str
    lock: str
    tracking: Tracking
    stages: tuple[Step, ...]
    missing: tuple[Step, ...]
    changed: tuple[LockedStage, ...]
    left: tuple[str, ...]

    @property
    def is_only_edited(self) -> bool:
        """Is nothing known to be otherwise but the bytes of files that the stages read?"""
        return not self.missing and not any(stage.differs for stage in self.changed)

    @property
    def is_absent(self) -> bool:
        """Does the next person get no lock file at all?"""
        return self.tracking in (Tracking.ABSENT, *_KEPT_BACK)


@asked_once
def stale_locks(workflow: Workflow) -> tuple[StaleLock, ...]:
    """Every pipeline of the project's own work whose lock file is absent or behind, by path."""
    pipelines: dict[str, list[Step]] = defaultdict(list)
    for step in workflow.steps:
        is_stage = step.kind == StepKind.DVC_STAGE and step.role == Role.PIPELINE
        if is_stage and posixpath.basename(step.path) == "dvc.yaml":
            pipelines[step.path].append(step)
    found = (_describe(workflow, path, pipelines[path]) for path in sorted(pipelines))
    return tuple(lock for lock in found if lock.is_absent or lock.missing or lock.changed)


def _describe(workflow: Workflow, path: str, steps: list[Step]) -> StaleLock:
    lock = posixpath.join(posixpath.dirname(path), "dvc.lock")
    file = workflow.project.by_path.get(lock)
    locked = {stage.name: stage for stage in workflow.locked if stage.place.path == lock}
    names = {step.name for step in steps}
    thawed = [step for step in steps if not step.frozen]
    return StaleLock(
        path,
        lock,
        file.tracking if file is not None else Tracking.ABSENT,
        tuple(thawed),
        tuple(step for step in thawed if not _is_recorded(step.name, locked)),
        tuple(locked[s.name] for s in thawed if s.name in locked and _is_changed(locked[s.name])),
        tuple(name for name in locked if name.partition("@")[0] not in _groups(names)),
    )


def _is_changed(stage: LockedStage) -> bool:
    return bool(stage.differs or stage.edited)


def _is_recorded(name: str, locked: dict[str, LockedStage]) -> bool:
    """A loop whose items are not known stands for all of its stages."""
    return name in locked or any(known.startswith(f"{name}@") for known in locked)


def _groups(names: set[str]) -> set[str]:
    return {name.partition("@")[0] for name in names}
