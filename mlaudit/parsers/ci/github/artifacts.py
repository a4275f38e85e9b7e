"""Artifacts that jobs hand to each other through GitHub."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from mlaudit.model.facts import Declaration, DeclaredStep
from mlaudit.model.place import Place
from mlaudit.parsers.ci.github.expressions import to_handed


@dataclass(slots=True)
class Exchange:
    """What the steps of a job declare as read and written."""

    reads: list[Declaration] = field(default_factory=list)
    writes: list[Declaration] = field(default_factory=list)


def read_exchange(exchange: Exchange, action: str, inputs: Mapping[str, str], place: Place) -> None:
    """Add what an action uploads or downloads."""
    name = action.partition("@")[0].lower()
    if name == "actions/upload-artifact":
        artifact = _artifact_id(place.path, inputs.get("name") or "artifact")
        exchange.writes.append(Declaration(artifact, place, "upload"))
        # Unless it is told to fail, the action passes over files that are not there.
        tolerated = inputs.get("if-no-files-found") != "error"
        for path in _paths(inputs.get("path", "")):
            exchange.reads.append(Declaration(path, place, "upload", tolerated=tolerated))
    elif name in {"actions/download-artifact", "dawidd6/action-download-artifact"}:
        source = inputs.get("workflow") or place.path
        wanted = inputs.get("name") or inputs.get("pattern") or "*"
        exchange.reads.append(Declaration(_artifact_id(source, wanted), place, "download"))
        for path in _paths(inputs.get("path", "")):
            # Without a path of its own it is unpacked over the whole checkout.
            if path != ".":
                exchange.writes.append(Declaration(path, place, "download"))


def unpack_downloads(jobs: list[DeclaredStep]) -> list[DeclaredStep]:
    """The same jobs, where a download without a path writes the file that its upload took.

    An upload of one file keeps its name; of folders only what is in them is kept, under names
    that the workflow does not tell.
    """
    uploads: dict[str, list[str]] = {}
    for job in jobs:
        for name, paths in _uploads(job):
            uploads.setdefault(name, []).extend(paths)
    return [replace(job, writes=(*job.writes, *_unpacked(job, uploads))) for job in jobs]


def _uploads(job: DeclaredStep) -> Iterator[tuple[str, list[str]]]:
    """(artifact, paths) of what a job uploads; jobs of a matrix upload one each."""
    written = [w for w in job.writes if w.role == "upload"]
    for place in dict.fromkeys(w.place for w in written):
        names = [w.path for w in written if w.place == place]
        paths = [r.path for r in job.reads if r.place == place]
        alone = len(names) > 1 and len(paths) == len(names)
        for index, name in enumerate(names):
            yield name, paths[index : index + 1] if alone else paths


def _unpacked(job: DeclaredStep, uploads: Mapping[str, list[str]]) -> list[Declaration]:
    placed = {written.place for written in job.writes}
    return [
        Declaration(posixpath.basename(paths[0]), read.place, "download")
        for read in job.reads
        if read.role == "download" and read.place not in placed
        for paths in [uploads.get(read.path, [])]
        if len(paths) == 1 and "." in posixpath.basename(paths[0]) and "*" not in paths[0]
    ]


def _artifact_id(workflow: str, name: str) -> str:
    return f"gha:{PurePosixPath(to_handed(workflow)).stem}/{to_handed(name)}"


def _paths(text: str) -> list[str]:
    rows = (row.strip() for row in text.splitlines())
    return [
        posixpath.normpath(to_handed(row)) for row in rows if row and not row.startswith(("!", "#"))
    ]
