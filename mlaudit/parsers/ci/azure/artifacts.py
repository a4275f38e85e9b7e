"""Artifacts that jobs publish and download, and files that tasks copy.

Source: https://learn.microsoft.com/azure/devops/pipelines/artifacts/pipeline-artifacts
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from mlaudit.model.data import Table
from mlaudit.model.facts import Declaration
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.ci.azure.tasks import Inputs
from mlaudit.parsers.ci.azure.variables import to_path, to_pattern
from mlaudit.parsers.ci.work import Kept, Work
from mlaudit.parsers.environment.values import text_of
from mlaudit.parsers.path_text import is_unknown

WORKSPACE = ".."
"""The folder of the pipeline, as seen from the checkout."""

_EVERYTHING = ("**", "*", "**/*", "")


@immutable
class Download:
    """What a job takes in: the artifact with that name, "" for all, into a folder."""

    artifact: str
    folder: str
    place: Place
    named: bool = False
    """The folder has one folder for each artifact in it."""


@immutable
class Published:
    """What a job publishes under a name."""

    artifact: str
    kept: Kept


@dataclass(slots=True)
class Exchange:
    """What a job publishes and downloads."""

    published: list[Published]
    downloads: list[Download]


def read_step(exchange: Exchange, step: Table, place: Place, variables: dict[str, str]) -> bool:
    """Read a step `publish:` or `download:`; whether it is one."""
    published, source = text_of(step.get("publish")), text_of(step.get("download"))
    artifact = to_pattern(text_of(step.get("artifact")) or "", variables)
    if published is not None:
        _publish(exchange, to_path(published, variables), artifact, place)
    elif source is not None and source != "none":
        path = text_of(step.get("path"))
        folder = WORKSPACE if source == "current" else posixpath.join(WORKSPACE, source)
        if path:
            exchange.downloads.append(Download(artifact, to_path(path, variables), place))
        else:
            exchange.downloads.append(Download(artifact, folder, place, named=True))
    return published is not None or source is not None


def read_task(
    exchange: Exchange,
    work: Work,
    task: str,
    inputs: Inputs,
    place: Place,
    variables: dict[str, str],
) -> None:
    """Read a task that publishes, downloads or copies."""
    name = task.partition("@")[0].lower()
    artifact = to_pattern(inputs.get("artifact", "artifactname"), variables)
    if name == "publishpipelineartifact":
        _publish(exchange, to_path(inputs.get("targetpath", "path"), variables), artifact, place)
    elif name == "publishbuildartifacts":
        path = inputs.get("pathtopublish") or "$(Build.ArtifactStagingDirectory)"
        _publish(exchange, to_path(path, variables), artifact or "drop", place)
    elif name == "downloadpipelineartifact":
        path = inputs.get("path", "targetpath", "downloadpath")
        folder = to_path(path, variables) if path else WORKSPACE
        named = not artifact or not path
        exchange.downloads.append(Download(artifact, folder, place, named=named))
    elif name == "downloadbuildartifacts":
        path = inputs.get("downloadpath") or "$(System.ArtifactsDirectory)"
        exchange.downloads.append(Download(artifact, to_path(path, variables), place, named=True))
    elif name == "copyfiles":
        _copy(work, inputs, place, variables)


def _publish(exchange: Exchange, path: str, artifact: str, place: Place) -> None:
    if path != "." and not is_unknown(path, "."):
        kept = Kept(path, posixpath.basename(path), place)
        exchange.published.append(Published(artifact, kept))


def _copy(work: Work, inputs: Inputs, place: Place, variables: dict[str, str]) -> None:
    source = to_path(inputs.get("sourcefolder") or ".", variables)
    target = to_path(inputs.get("targetfolder") or ".", variables)
    flat = inputs.get("flattenfolders").lower() == "true"
    for line in (inputs.get("contents") or "**").splitlines():
        inside = to_pattern(line.strip(), variables)
        if inside.startswith("!") or not line.strip():
            continue
        inside = "" if inside in _EVERYTHING else inside.removesuffix("/*").removesuffix("/**")
        name = posixpath.basename(inside) if flat else inside
        read = posixpath.normpath(posixpath.join(source, inside))
        if read != "." and not is_unknown(read, "."):
            written = posixpath.normpath(posixpath.join(target, name))
            work.reads.append(Declaration(read, place, "copy"))
            work.writes.append(Declaration(written, place, "copy"))
