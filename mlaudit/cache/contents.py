"""Signatures of files and trees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.files import read_regular
from mlaudit.model.project import Project

Digests: TypeAlias = Mapping[str, str]
"""The digest of each file by its path, "" for a file that could not be read."""


def digest(data: bytes) -> str:
    """A short name for content; two contents with one name will not be met."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def read_digests(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """The digests of some files of a tree."""
    return {path: _digest_of(root / path) for path in paths}


def _digest_of(file: Path) -> str:
    try:
        return digest(read_regular(file))
    except OSError:
        return ""


def sign_project(project: Project) -> str:
    """A signature of all that is known of a tree beside the content of its files."""
    return digest("\0".join(_describe(project)).encode("utf-8", "surrogatepass"))


def _describe(project: Project) -> Iterator[str]:
    yield str(project.root)
    for file in project.files:
        yield f"{file.path}\0{file.size}\0{file.tracking.value}\0{file.role.value}\0{file.link}"
    rest = (project.skipped, project.has_git, project.notes, project.ignored)
    yield repr((*rest, project.subprojects, project.links))
