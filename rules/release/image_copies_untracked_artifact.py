"""REL006: an image that can only be built where somebody has put a file."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.paths import is_inside, is_opaque
from mlaudit.graph.analysis.units import is_automatic, pipeline_units
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, name_of, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind, Tracking
from mlaudit.model.workflow import Access, Artifact, Step

_DATA = MODELS | {"dataset", "labels", "metrics", "archive"}
_DATA_FOLDER = re.compile(r"(^|/)(data|datasets?|models?|weights|artifacts|checkpoints)(/|$)")
_GONE = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT, Tracking.PRODUCED})


def find_untracked_copies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each artifact that an image takes in."""
    copies: dict[str, list[tuple[Step, Access]]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        if unit.kind == StepKind.CONTAINER_BUILD:
            for access in workflow.own_accesses(unit):
                if access.mode == "read" and _is_missing(workflow, unit, access):
                    copies[access.artifact].append((unit, access))
    for id_ in sorted(copies):
        yield _observe(workflow, copies[id_])


def _is_missing(workflow: Workflow, build: Step, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    makers = _makers(workflow, build, artifact.id)
    if artifact.kind == "log":
        return False
    data = artifact.kind in _DATA or bool(makers) or bool(_DATA_FOLDER.search(artifact.id))
    if not data or artifact.tracking in KEPT or artifact.tracking not in _GONE:
        return False
    if is_opaque(artifact.id) or not is_inside(artifact.id):
        return False
    if _exists_elsewhere(workflow, build, artifact.id):
        return False
    return not any(workflow.is_fixed(maker, build.id) for maker in makers)


def _makers(workflow: Workflow, build: Step, artifact: str) -> tuple[str, ...]:
    return tuple(id_ for id_ in workflow.producers.get(artifact, ()) if id_ != build.id)


def _exists_elsewhere(workflow: Workflow, build: Step, artifact: str) -> bool:
    """Is there such a file when the image is built from a folder above the Dockerfile's?"""
    folder = build.path.rpartition("/")[0]
    if not folder or not artifact.startswith(folder + "/"):
        return False
    inner = artifact.removeprefix(folder + "/")
    parts = folder.split("/")
    project = workflow.project
    above = ("/".join([*parts[:depth], inner]) for depth in range(len(parts)))
    return any(path in project.by_path or path in project.directories for path in above)


def _origin(workflow: Workflow, artifact: Artifact, makers: tuple[str, ...]) -> str:
    """Who makes the file and where, or which file of its name is kept elsewhere."""
    if makers:
        steps = [workflow.step_by_id[id_] for id_ in makers]
        verb = "writes" if len(makers) == 1 else "write"
        where = "where that runs" if all(map(is_automatic, steps)) else "on somebody's machine"
        return f"{listing(map(name_of, steps))} {verb} it {where}"
    name = posixpath.basename(artifact.id)
    kept = [o.path for o in workflow.tracked if posixpath.basename(o.path) == name]
    return (
        f"nothing brings it there from {kept[0]}, which DVC keeps," if kept else "nothing makes it"
    )


def _consequence(workflow: Workflow, build: Step, access: Access) -> str:
    """What happens where the file is missing: a folder is copied with whatever it holds."""
    folders = [
        workflow.artifact_by_id[other.artifact]
        for other in workflow.own_accesses(build)
        if other.via == "copy" and access.artifact.startswith(f"{other.artifact}/")
    ]
    if access.evidence == "inferred" and all(folder.exists for folder in folders):
        return "where no person has put the file, the image builds without it and fails at start"
    return "the image builds only where a person has put the file"


def _observe(workflow: Workflow, found: list[tuple[Step, Access]]) -> Observation:
    build, access = found[0]
    artifact = workflow.artifact_by_id[access.artifact]
    makers = _makers(workflow, build, artifact.id)
    return Observation(
        place=access.place,
        scope=access.scope or build.scope,
        subject=artifact.id,
        message=f"{build.path} copies {artifact.id} into the image; "
        f"{_origin(workflow, artifact, makers)} and "
        f"{kept_out(artifact.tracking)}, so {_consequence(workflow, build, access)}.",
        remedy=f"Keep the file with `dvc add {quote(artifact.id)}` and run `dvc pull "
        f"{quote(artifact.id)}` before `docker build`, or load it from a registry at start.",
        confidence=access.confidence if artifact.kind in MODELS or makers else Confidence.MEDIUM,
        evidence=(
            *(Evidence(a.place, f"{s.id} copies it too") for s, a in found[1:]),
            *(Evidence(workflow.step_by_id[id_].place, "writes it") for id_ in makers),
        ),
        about=(artifact.id, *(step.id for step, _ in found), *makers),
    )


RULE = Rule(
    code="REL006",
    slug="image-copies-untracked-artifact",
    family="release",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_untracked_copies,
)
