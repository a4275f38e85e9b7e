"""Artifacts: which version is this, and which run made it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.model.workflow import Access, Artifact
from mlaudit.runbook.inputs import is_input
from mlaudit.score.demand import Demand, Question, make_question
from mlaudit.score.inputs import ask_about_unresolved

CODES = (
    "ART004", "REL006", "REL009", "ART009", "ART001", "ART003", "ART002", "ART005", "ART006",
    "ART007", "ART008", "ART010", "ART011", "ART014", "ART015",
)  # fmt: skip


def ask_about_artifacts(demand: Demand) -> Iterator[Question]:
    """The version of the deliverable, and of what goes from step to step on the way.

    What is grouped with the deliverable shares the weight of one; so does all that lies between.
    """
    deliverable = demand.deliverable
    names = sorted({deliverable.artifact, *deliverable.grouped})
    if deliverable.kind not in ("service", "image"):
        for name in names:
            credit, rung = _rate_version(demand, name)
            yield _ask(name, credit, rung, 1 / len(names))
    passed = _passed_on(demand, frozenset(names))
    for name in sorted(passed):
        credit, rung = _rate_version(demand, name)
        if passed[name]:
            credit, rung = 1.0, "passed on by the pipeline"
        yield _ask(name, credit, rung, 1 / len(passed))
    for step in demand.steps:
        yield from ask_about_unresolved(demand, step, "write", "artifacts")


def _ask(name: str, credit: float, rung: str, weight: float) -> Question:
    return make_question("artifacts", "version", (name,), credit, rung, CODES, weight=weight)


def _passed_on(demand: Demand, names: frozenset[str]) -> dict[str, bool]:
    """What goes between steps, and whether a machine keeps the order of all that it goes to."""
    found: dict[str, bool] = defaultdict(lambda: True)
    for flow in demand.flows:
        artifact = demand.workflow.artifact_by_id.get(flow.written)
        if (
            flow.written not in names
            and artifact is not None
            and is_input(demand.evidence, artifact)
        ):
            fixed = demand.workflow.is_fixed(flow.before, flow.after)
            found[flow.written] = found[flow.written] and fixed
    return dict(found)


def _rate_version(demand: Demand, name: str) -> tuple[float, str]:
    """The highest rung of what keeps versions of an artifact and of the run that made it."""
    artifact = demand.workflow.artifact_by_id.get(name)
    if artifact is None:
        return 0.0, "overwritten, nothing keeps its versions"
    rungs = [_rate_tracking(demand, artifact), *_rate_effects(demand, name)]
    return max(rungs, key=lambda rated: rated[0])


def _rate_tracking(demand: Demand, artifact: Artifact) -> tuple[float, str]:
    if artifact.form == ArtifactForm.TRACKED_MODEL:
        return 1.0, "registered by the run"
    if artifact.pinned and "://" in artifact.id:
        return 1.0, "written to an immutable version"
    if artifact.tracking in (Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX):
        kept = artifact.tracking.value
        if any(_is_linked(demand, access, step) for step, access in _writes(demand, artifact.id)):
            return 1.0, f"kept in {kept}, and its step declares it"
        return 0.8, f"kept in {kept}, apart from the run that made it"
    if artifact.tracking == Tracking.UNKNOWN and artifact.exists:
        return 0.8, "in the tree, without version control"
    if artifact.form == ArtifactForm.PATTERN:
        return 0.3, "a part of its name varies"
    return 0.0, "overwritten, nothing keeps its versions"


def _writes(demand: Demand, name: str) -> Iterator[tuple[str, Access]]:
    for step, accesses in demand.workflow.writes.get(name, {}).items():
        if step in demand.step_ids:
            for access in accesses:
                yield step, access


def _is_linked(demand: Demand, access: Access, step: str) -> bool:
    """Does a pipeline file name it as the output of the step?"""
    return access.evidence == "declared" and demand.workflow.step_by_id[step].kind.is_encoded


def _rate_effects(demand: Demand, name: str) -> Iterator[tuple[float, str]]:
    """What a step of the closure registers, logs or uploads under the name."""
    for effect in demand.effects.get(name, ()):
        if effect.kind == "register":
            yield 1.0, "registered by the run"
        elif effect.kind == "log":
            yield 0.6, "logged into a run"
        elif effect.kind in ("upload", "publish"):
            yield 0.6, "uploaded by the run"
