"""How a person comes by what no step of the project makes."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.paths import is_temporary
from mlaudit.graph.analysis.stores import is_unreachable
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.model.workflow import Artifact, Step
from mlaudit.patterns import lazy_regex
from mlaudit.runbook.carries import KEPT
from mlaudit.runbook.evidence import CODE, NOWHERE, Evidence, is_concrete
from mlaudit.runbook.registered import REGISTERED, find_bringer

NO_INPUTS = frozenset({"code", "notebook", "log", "secret", "image", "service", "package"})
"""Kinds that are no data of the workflow: the environment, the project's own code, by-products."""
_LIVE = ("s3://", "gs://", "abfs://", "abfss://", "az://", "wasb://", "hdfs://")
_QUERY = lazy_regex(r"[?#]")


@immutable
class InputSource:
    """How an input is obtained.

    Attributes:
        artifact: the input.
        rung: the evidence in words.
        credit: from 0 to 1, the ladder of TAXONOMY 4.2.
        by_hand: a person must fetch it.
        place: where that is written down, None if nowhere.
        need: where it is read.
        opaque: the name itself could not be resolved.
        registered: the manual step that brings it, or None.
    """

    artifact: Artifact
    rung: str
    credit: float
    by_hand: bool
    place: Place | None
    need: Place | None
    opaque: bool = False
    registered: Step | None = None


def is_input(evidence: Evidence, artifact: Artifact) -> bool:
    """Is it data that the workflow starts from (and not its code, settings or environment)?"""
    if artifact.kind == "other" and artifact.id in evidence.code_folders:
        return False
    if artifact.form == ArtifactForm.ENVIRONMENT_VARIABLE or artifact.kind in NO_INPUTS:
        return False
    if artifact.kind == "config" or artifact.id in NOWHERE:
        return False
    if artifact.form == ArtifactForm.PATTERN and is_temporary(artifact.id):
        return False  # code that looks what lies there fills it where there is nothing
    return not artifact.id.endswith(CODE) and not artifact.id.startswith(("/dev/", "/proc/"))


def is_optional(evidence: Evidence, artifact: str, steps: tuple[Step, ...]) -> bool:
    """Do all its readers among the steps do without it?"""
    by_step = evidence.workflow.reads.get(artifact, {})
    reads = [access for step in steps for access in by_step.get(step.id, ())]
    return bool(reads) and all(access.guarded for access in reads)


def is_made(evidence: Evidence, artifact: str, steps: tuple[Step, ...]) -> bool:
    """Does one of the steps itself write it, the folder that it is in, or files inside it?"""
    makers = evidence.find_makers(artifact)
    return any(step.id in makers for step in steps)


def find_source(evidence: Evidence, id_: str, steps: tuple[Step, ...]) -> InputSource | None:
    """How an input of the steps is obtained, or None where it is no input or optional."""
    artifact = evidence.workflow.artifact_by_id.get(id_)
    if artifact is None or not is_input(evidence, artifact) or is_optional(evidence, id_, steps):
        return None
    if is_made(evidence, id_, steps):
        return None
    need = evidence.place_of_read(id_, steps)
    if not is_concrete(id_, artifact.form):
        return InputSource(artifact, "its name is not resolved", 0.0, False, None, need, True)
    kept = _rate_kept(evidence, artifact)
    if kept is not None:
        return InputSource(artifact, *kept, by_hand=False, place=None, need=need)
    registered = find_bringer(evidence.workflow, id_)
    if registered is not None:
        rung = "a manual step is registered that brings it"
        return InputSource(
            artifact, rung, REGISTERED, True, registered.place, need, registered=registered
        )
    place = evidence.find_place_of_input(id_)
    if place is not None:
        return InputSource(
            artifact, "an instruction tells how to obtain it", 0.35, True, place, need
        )
    return InputSource(artifact, "named in code only", 0.1, True, None, need)


def _rate_kept(evidence: Evidence, artifact: Artifact) -> tuple[str, float] | None:
    """The rung of what arrives without a person: tracked, or read over the network."""
    if artifact.tracking == Tracking.DVC:
        return _rate_pointer(evidence, artifact)
    if artifact.tracking in KEPT:
        return f"tracked in {artifact.tracking.value}", 1.0
    if artifact.form == ArtifactForm.TABLE or artifact.id.startswith(_LIVE):
        pinned = artifact.pinned or artifact.tracking == Tracking.PINNED_REMOTE
        return (
            ("read at an immutable version", 0.95) if pinned else ("read from a live source", 0.5)
        )
    if artifact.tracking == Tracking.PINNED_REMOTE:
        return "fetched at an immutable version", 0.95
    if artifact.tracking == Tracking.MUTABLE_REMOTE or "://" in artifact.id:
        return "fetched without a pinned version", 0.6
    if artifact.tracking == Tracking.UNKNOWN and artifact.exists:
        return "in the tree, without version control", 0.8
    return None


def _rate_pointer(evidence: Evidence, artifact: Artifact) -> tuple[str, float]:
    """The rung of what data versioning keeps: it needs a remote that others reach."""
    if is_unreachable(evidence.workflow, artifact):
        return "tracked in dvc, without a remote that others reach", 0.6
    return "tracked in dvc, with a remote", 1.0


def group_of(artifact: Artifact) -> str:
    """What is obtained in one go: a folder, or a host with the folder on it."""
    if artifact.form == ArtifactForm.TABLE:
        return artifact.id.rpartition(":")[0]
    if "://" in artifact.id:
        scheme, _, rest = artifact.id.partition("://")
        host, slash, path = _QUERY.split(rest, maxsplit=1)[0].partition("/")
        return f"{scheme}://{host}{posixpath.dirname(slash + path)}"
    folder, name = posixpath.split(artifact.id)
    if artifact.directory or "." not in name:
        return artifact.id
    return folder or artifact.id
