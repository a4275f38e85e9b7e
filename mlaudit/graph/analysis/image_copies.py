"""Files that builds of images copy in and that only some machine has."""

from __future__ import annotations

import posixpath
from collections import defaultdict

from mlaudit.graph.analysis.inputs import Reading
from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.paths import is_known_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.model.workflow import Access, Artifact, Step
from mlaudit.patterns import lazy_regex

_DATA = MODELS | {"dataset", "labels", "metrics", "archive"}
_DATA_FOLDER = lazy_regex(r"(^|/)(data|datasets?|models?|weights|artifacts|checkpoints)(/|$)")
_GONE = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT, Tracking.PRODUCED})


@immutable
class UntrackedCopy:
    """An artifact that nothing keeps and that images take in.

    Attributes:
        artifact: what is copied.
        copies: the builds with their copies; never empty.
        makers: the other units that write it, which nothing runs before the first build.
        kept_elsewhere: a file of this name that data versioning keeps under another path, or "".
        builds_without: the first build goes through where the file is missing: it copies the
            folder with whatever that holds.
    """

    artifact: Artifact
    copies: tuple[Reading, ...]
    makers: tuple[Step, ...]
    kept_elsewhere: str
    builds_without: bool

    @property
    def first(self) -> Reading:
        """The copy that comes first."""
        return self.copies[0]


def untracked_copies(workflow: Workflow) -> tuple[UntrackedCopy, ...]:
    """Every artifact that an image takes in from the machine of whoever builds it, by id."""
    copies: dict[str, list[Reading]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        if unit.kind == StepKind.CONTAINER_BUILD:
            for access in workflow.own_accesses(unit):
                if access.mode == "read" and _is_missing(workflow, unit, access):
                    copies[access.artifact].append(Reading(unit, access))
    return tuple(_describe(workflow, tuple(copies[id_])) for id_ in sorted(copies))


def _describe(workflow: Workflow, copies: tuple[Reading, ...]) -> UntrackedCopy:
    build, access = copies[0].step, copies[0].access
    return UntrackedCopy(
        workflow.artifact_by_id[access.artifact],
        copies,
        _makers(workflow, build, access.artifact),
        _kept_elsewhere(workflow, access.artifact),
        _builds_without(workflow, build, access),
    )


def _is_missing(workflow: Workflow, build: Step, access: Access) -> bool:
    """Is it data or a model of the tree that neither git nor a step before the build provides?"""
    artifact = workflow.artifact_by_id[access.artifact]
    if artifact.kind == "log":
        return False
    makers = _makers(workflow, build, artifact.id)
    data = artifact.kind in _DATA or bool(makers) or bool(_DATA_FOLDER.search(artifact.id))
    if not data or artifact.tracking in KEPT or artifact.tracking not in _GONE:
        return False
    if not is_known_inside(artifact.id) or _exists_elsewhere(workflow, build, artifact.id):
        return False
    return not any(workflow.is_fixed(maker.id, build.id) for maker in makers)


def _makers(workflow: Workflow, build: Step, artifact: str) -> tuple[Step, ...]:
    ids = workflow.producers.get(artifact, ())
    return tuple(workflow.step_by_id[id_] for id_ in ids if id_ != build.id)


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


def _kept_elsewhere(workflow: Workflow, artifact: str) -> str:
    name = posixpath.basename(artifact)
    return next((o.path for o in workflow.tracked if posixpath.basename(o.path) == name), "")


def _builds_without(workflow: Workflow, build: Step, access: Access) -> bool:
    """Does the build copy, in place of the file, a folder that is there?"""
    folders = [
        workflow.artifact_by_id[other.artifact]
        for other in workflow.own_accesses(build)
        if other.via == "copy" and access.artifact.startswith(f"{other.artifact}/")
    ]
    return access.evidence == "inferred" and all(folder.exists for folder in folders)
