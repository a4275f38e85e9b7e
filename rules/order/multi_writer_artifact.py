"""ORD013: a file that several steps write, so that its content depends on who ran last."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.rivals import SharedFile, shared_files
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking

_KEPT = (Tracking.GIT, Tracking.LFS, Tracking.DVC)


def find_multiple_writers(workflow: Workflow) -> Iterator[Observation]:
    """One finding for all steps that hang together by the files that they share."""
    for files in shared_files(workflow):
        yield _observe(workflow, files)


def _observe(workflow: Workflow, files: tuple[SharedFile, ...]) -> Observation:
    artifact, writes = files[0].artifact, files[0].writes
    names = [file.artifact.id for file in files]
    first = writes[0][1]
    steps = {step.id: step for file in files for step, _ in file.writes}
    readers = dict.fromkeys(r for id_ in names for r in workflow.consumers.get(id_, ()))
    places = dict.fromkeys(
        Evidence(write.place, f"{step.id} writes {file.artifact.id}")
        for file in files
        for step, write in file.writes
        if write.place != first.place
    )
    more = f"; so with {listing(names[1:])}" if names[1:] else ""
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=artifact.id,
        message=f"{listing(name_of(step) for step, _ in writes)} each write {artifact.id}: what it "
        f"holds depends on which of them ran last, and nothing says which one should{more}.",
        remedy="Let each write a file of its own and choose by a parameter, or keep the one step "
        "that is meant and delete the writing of the others.",
        severity=Severity.LOW
        if all(f.artifact.tracking in _KEPT for f in files)
        else Severity.MEDIUM,
        evidence=(
            *list(places)[:8],
            *(
                Evidence(workflow.step_by_id[id_].place, f"{id_} reads it")
                for id_ in list(readers)[:4]
                if id_ not in steps
            ),
        ),
        about=(*names, *steps),
        parts=parts_of(first.place.path, first.scope, names),
    )


RULE = Rule(
    code="ORD013",
    slug="multi-writer-artifact",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_multiple_writers,
)
