"""INP012: a lock file of DVC that does not record what the pipeline says."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.locks import StaleLock, stale_locks
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity, Tracking


def find_stale_locks(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each dvc.yaml."""
    for lock in stale_locks(workflow):
        if lock.stages:
            yield _observe_absent(lock) if lock.is_absent else _observe_stale(lock)


def _observe_absent(lock: StaleLock) -> Observation:
    ignored = lock.tracking == Tracking.IGNORED
    why = "is kept out of git" if lock.tracking != Tracking.ABSENT else "does not exist"
    unignore = f"Take {lock.lock} out of .gitignore, then: " if ignored else ""
    return Observation(
        place=lock.stages[0].place,
        scope="stages",
        subject=lock.lock,
        message=f"{lock.pipeline} declares {count(len(lock.stages), 'stage')}, but {lock.lock} "
        f"{why}; nothing tells which code and data made the results, and `dvc pull` gets none.",
        remedy=f"{unignore}`dvc repro {lock.pipeline} && git add {lock.lock} && dvc push`.",
        about=tuple(step.id for step in lock.stages),
    )


def _observe_stale(lock: StaleLock) -> Observation:
    changed = [f"{s.name} ({listing((*s.differs, *s.edited))})" for s in lock.changed]
    evidence = [(s.place, f"{s.name}: {listing((*s.differs, *s.edited), 8)}") for s in lock.changed]
    parts = []
    if lock.changed:
        parts.append(f"since the recorded run these changed: {listing(changed)}")
    if lock.missing:
        names = listing(step.name for step in lock.missing)
        parts.append(f"no run is recorded of {names}")
    first = lock.changed[0].place if lock.changed else lock.missing[0].place
    gone = f"; it still records {listing(lock.left)}, no longer stages" if lock.left else ""
    return Observation(
        place=first,
        scope="stages",
        subject=lock.lock,
        severity=Severity.LOW if lock.is_only_edited else None,
        message=f"{lock.lock} is behind {lock.pipeline}: {', and '.join(parts)}{gone}. The "
        "kept results are not those of the committed files, unless the work tree is changed.",
        remedy=f"`dvc repro {lock.pipeline} && git add {lock.lock} && dvc push` (`dvc commit` "
        "where the results are known to be the same), and let CI check `dvc status`.",
        evidence=(
            *(Evidence(place, note) for place, note in evidence[1:9]),
            *(Evidence(s.place, f"{s.name} has no record") for s in lock.missing[:8]),
            *(Evidence(Place(lock.lock), f"leftover {n}") for n in lock.left[:4]),
        ),
        about=tuple(
            step.id
            for step in lock.stages
            if step in lock.missing or step.name in {stage.name for stage in lock.changed}
        ),
    )


RULE = Rule(
    code="INP012",
    slug="stale-or-missing-lock",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_stale_locks,
)
