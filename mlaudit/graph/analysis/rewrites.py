"""Data that a step changes where it lies: it reads a file and then writes it again."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_local, is_placeholder, is_plumbing, is_temporary
from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.graph.analysis.versioning import TABULAR
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import ArtifactForm, Confidence
from mlaudit.model.workflow import Access, Step

_STORES = (".db", ".sqlite", ".sqlite3", ".duckdb", ".h5", ".hdf5", ".zarr", ".lock", ".log")


@immutable
class Rewrite:
    """A file that a step reads first and writes afterwards.

    Attributes:
        step: the step.
        read, write: the first read, and the first write after it.
    """

    step: Step
    read: Access
    write: Access


@asked_once
def rewrites(workflow: Workflow) -> tuple[Rewrite, ...]:
    """Every rewrite of data by the project's own steps, by the place of the write.

    Left out are files that the step makes before it reads them, and reads that are done without
    the file: caches, and lists that grow.
    """
    found: dict[tuple[str, str], Rewrite] = {}
    for unit in pipeline_units(workflow):
        if unit.id in services(workflow):
            continue
        by_artifact: dict[str, list[Access]] = {}
        for access in workflow.own_accesses(unit):
            by_artifact.setdefault(access.artifact, []).append(access)
        for id_, accesses in by_artifact.items():
            rewrite = _find(unit, accesses) if _is_data_file(workflow, id_) else None
            if rewrite is not None:
                found.setdefault((id_, rewrite.write.place.path), rewrite)
    return tuple(sorted(found.values(), key=lambda r: (r.write.place.sort_key, r.write.artifact)))


def _is_data_file(workflow: Workflow, id_: str) -> bool:
    artifact = workflow.artifact_by_id.get(id_)
    if artifact is None or artifact.form != ArtifactForm.PATH or artifact.directory:
        return False
    fleeting = is_temporary(id_) or is_plumbing(id_) or is_placeholder(id_)
    is_file = is_local(id_) and "." in id_.rpartition("/")[2] and not fleeting
    return is_file and artifact.kind in TABULAR and not id_.endswith(_STORES)


def _find(unit: Step, accesses: list[Access]) -> Rewrite | None:
    """The first write after the first read in the same code, where nothing was written before."""
    own = sorted((a for a in accesses if a.evidence == "inferred"), key=lambda a: a.place.sort_key)
    if not own or own[0].mode != "read" or any(not _is_plain(access) for access in own):
        return None
    read = own[0]
    same = [a for a in own if (a.place.path, a.scope) == (read.place.path, read.scope)]
    write = next((a for a in same if a.mode == "write" and a.place != read.place), None)
    edited = next((a for a in own if a.mode == "write" and a.via in ("sed", "gsed")), None)
    chosen = write or edited
    return Rewrite(unit, read, chosen) if chosen is not None else None


def _is_plain(access: Access) -> bool:
    sure = access.confidence == Confidence.HIGH and not access.sometimes
    return sure and not access.guarded
