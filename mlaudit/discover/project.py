"""Puts a tree together: its files, their tracking and role, and what was left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from mlaudit.discover.commit import CommitTree
from mlaudit.discover.git import GitListing, ask_git
from mlaudit.discover.ignore import Patterns, matches_folder, read_patterns
from mlaudit.discover.lfs import LargeFileStorage
from mlaudit.discover.repository import Repository, find_repository, read_submodule_paths
from mlaudit.discover.roles import assign_roles
from mlaudit.discover.subprojects import find_subprojects
from mlaudit.discover.tree import MAX_SETTINGS_SIZE, FolderTree, Tree
from mlaudit.discover.walk import SUBMODULE, Walk, walk
from mlaudit.model.project import Project, Skipped, SourceFile
from mlaudit.model.vocabulary import Tracking

_SETTINGS = frozenset([".gitattributes", ".gitignore", ".gitmodules"])


def discover(root: Path) -> Project:
    """Find the files of the tree at `root` and what version control says of them.

    Reads names, sizes, .gitignore and .gitattributes files, and the index of the repository
    around the tree; runs nothing but `git ls-files`, with a configuration that cannot start
    other programs.

    Raises:
        NotADirectoryError: there is no folder at `root`.
    """
    root = root.resolve()
    if not root.is_dir():
        raise NotADirectoryError(f"{root} is no folder")
    repository = find_repository(root)
    listing, notes = ask_git(root, repository)
    return _describe(root, FolderTree(root), repository, listing, notes)


def discover_commit(tree: CommitTree, beside: Project) -> Project:
    """The files of a commit, with those that git ignores where the work tree has them.

    Args:
        tree: of the commit.
        beside: the work tree at the same root: what git ignores there lies beside any commit.
    """
    repository = find_repository(beside.root)
    project = _describe(beside.root, tree, repository, tree.listing, ())
    ignored = [
        file
        for file in beside.files
        if file.tracking is Tracking.IGNORED and file.path not in project.by_path
    ]
    known = {entry.path for entry in project.skipped}
    skipped = [e for e in beside.skipped if e.path not in known and not tree.holds(e.path)]
    return replace(
        project,
        files=tuple(sorted((*project.files, *ignored), key=lambda file: file.path)),
        skipped=tuple(sorted((*project.skipped, *skipped), key=lambda entry: entry.path)),
    )


def _describe(
    root: Path,
    tree: Tree,
    repository: Repository | None,
    listing: GitListing | None,
    notes: tuple[str, ...],
) -> Project:
    submodules = _find_submodules(tree, listing)
    found = _walk_tree(root, tree, repository, listing, submodules)
    files = _describe_files(tree, found, listing)
    return Project(
        root=root,
        name=root.name,
        files=files,
        skipped=_join_skipped(found, submodules),
        has_git=listing is not None,
        notes=(*notes, *found.notes, *_list_large_settings(files)),
        ignored=_read_all_patterns(root, tree, repository, found),
        subprojects=find_subprojects(files),
        links=found.links,
    )


def _list_large_settings(files: tuple[SourceFile, ...]) -> Iterator[str]:
    """Files that tell git what to do and are too large to be asked."""
    for file in files:
        if file.size > MAX_SETTINGS_SIZE and file.path.rpartition("/")[2] in _SETTINGS:
            yield f"{file.path} is larger than {MAX_SETTINGS_SIZE >> 20} MB and does not count"


def skipped_around(project: Project, path: str) -> Skipped | None:
    """The skipped file or folder that is, or holds, `path`: why nothing is known of it."""
    parts = path.split("/")
    folders = {"/".join(parts[: i + 1]) for i in range(len(parts))}
    return next((skipped for skipped in project.skipped if skipped.path in folders), None)


def _find_submodules(tree: Tree, listing: GitListing | None) -> tuple[str, ...]:
    declared = read_submodule_paths(tree)
    if listing is None:
        return declared
    # A folder that .gitmodules still names may have become part of this repository since.
    absorbed = {path for path in declared if listing.holds_files(path)}
    return tuple(sorted({*declared, *listing.submodules} - absorbed))


def _walk_tree(
    root: Path,
    tree: Tree,
    repository: Repository | None,
    listing: GitListing | None,
    submodules: tuple[str, ...],
) -> Walk:
    @cache
    def patterns_in(folder: str) -> Patterns:
        return read_patterns(tree, [folder])

    def is_ignored_folder(path: str) -> bool:
        if listing is not None:
            return not listing.holds_files(path)
        parts = path.split("/")[:-1]
        around = [".", *("/".join(parts[: i + 1]) for i in range(len(parts)))]
        patterns = tuple(entry for folder in around for entry in patterns_in(folder))
        return matches_folder(patterns, root, path)

    return walk(tree, is_ignored_folder, frozenset(submodules), repository is not None)


def _join_skipped(found: Walk, submodules: tuple[str, ...]) -> tuple[Skipped, ...]:
    skipped = {entry.path: entry for entry in found.skipped}
    skipped.update((path, Skipped(path, SUBMODULE)) for path in submodules)
    return tuple(skipped[path] for path in sorted(skipped))


def _read_all_patterns(
    root: Path, tree: Tree, repository: Repository | None, found: Walk
) -> Patterns:
    inside = [os.path.dirname(e.path) or "." for e in found.entries if _is_ignore_file(e.path)]
    around = []
    if repository is not None:
        depth = len(root.relative_to(repository.top).parts)
        around = ["/".join([".."] * count) for count in range(depth, 0, -1)]
    return read_patterns(tree, [*around, *sorted(inside)])


def _is_ignore_file(path: str) -> bool:
    return path.rpartition("/")[2] == ".gitignore"


def _describe_files(tree: Tree, found: Walk, listing: GitListing | None) -> tuple[SourceFile, ...]:
    storage = LargeFileStorage.read(tree, [entry.path for entry in found.entries])
    files = []
    for entry in sorted(found.entries, key=lambda entry: entry.path):
        tracking = Tracking.UNKNOWN if listing is None else listing.tracking_of(entry.path)
        if entry.annexed:
            tracking = Tracking.ANNEX
        elif tracking in (Tracking.GIT, Tracking.UNKNOWN) and storage.holds(entry):
            tracking = Tracking.LFS
        files.append(SourceFile(entry.path, entry.size, tracking, link=entry.link))
    roles = assign_roles(tree, files)
    return tuple(replace(file, role=roles[file.path]) for file in files)
