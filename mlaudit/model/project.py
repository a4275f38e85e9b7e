"""The files of a scanned tree and what version control says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, Tracking


@immutable
class SourceFile:
    """One file of the tree.

    Attributes:
        path: POSIX path relative to the root.
        size: in bytes.
        tracking: GIT, LFS, IGNORED, UNTRACKED, or UNKNOWN where there is no git.
        role: what the file is for.
        link: it is a symbolic link (inside the tree; links that lead out are skipped).
    """

    path: str
    size: int
    tracking: Tracking
    role: Role = Role.PIPELINE
    link: bool = False


@immutable
class Skipped:
    """A folder or file that is left out, with the reason a person can check."""

    path: str
    reason: str


@dataclass(frozen=True)
class Project:
    """A scanned tree.

    Attributes:
        root: the scanned directory (absolute); used to read files, never shown.
        name: its last component.
        files: sorted by path.
        skipped: what was left out.
        has_git: version control answered; otherwise tracking is unknown.
        notes: remarks for the reader ("no git: …", "shallow clone").
        ignored: paths that exist nowhere in `files` but that .gitignore names are answered by
            `is_ignored`; this holds the patterns as (folder of the file, pattern lines).
        subprojects: folders ("." first) that have their own environment or pipeline file.
        links: (path, target) of symbolic links inside the tree, both relative to the root; the
            target may be a folder, and may be absent (then the link is also in `skipped`).
    """

    root: Path
    name: str
    files: tuple[SourceFile, ...]
    skipped: tuple[Skipped, ...] = ()
    has_git: bool = True
    notes: tuple[str, ...] = ()
    ignored: tuple[tuple[str, tuple[str, ...]], ...] = ()
    subprojects: tuple[str, ...] = field(default=(".",))
    links: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_path(self) -> dict[str, SourceFile]:
        """Files by their path."""
        return {file.path: file for file in self.files}

    @cached_property
    def directories(self) -> frozenset[str]:
        """Every folder that holds a file, "." included."""
        found = {"."}
        for file in self.files:
            parts = file.path.split("/")[:-1]
            found.update("/".join(parts[: i + 1]) for i in range(len(parts)))
        return frozenset(found)

    def subproject_of(self, path: str) -> str:
        """The innermost sub-project that holds `path`."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self._subprojects:
            folder = folder.rpartition("/")[0]
        return folder or "."

    @cached_property
    def ignored_by_folder(self) -> dict[str, tuple[str, ...]]:
        """The lines of the .gitignore files by the folder of each."""
        return dict(self.ignored)

    @cached_property
    def _subprojects(self) -> frozenset[str]:
        return frozenset(self.subprojects)
