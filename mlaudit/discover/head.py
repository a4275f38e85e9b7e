"""Which commit is checked out, and whether the tree is what it holds."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass

from mlaudit.discover.git_program import Git, GitError, find_git
from mlaudit.discover.repository import find_repository
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking

_DIFFERENT = (
    "diff",
    "--name-only",
    "-z",
    "--relative",
    "--no-ext-diff",
    "--no-textconv",
    "--no-renames",
    "--ignore-submodules=dirty",
    "HEAD",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a tree.

    Attributes:
        commit: the full name of the commit that is checked out, "" where there is none.
        clean: no file differs from the commit, and none is there that git neither knows nor
            ignores; None where that is not known.
    """

    commit: str = ""
    clean: bool | None = None


def find_head(project: Project, apart: Collection[str] = ()) -> Head:
    """The state of a project's folder.

    Args:
        project: the folder; what lies around it in the repository does not matter.
        apart: paths of files that say nothing about the state, such as reports.
    """
    repository = find_repository(project.root) if project.has_git else None
    git = find_git(project.root, repository.top) if repository is not None else None
    if git is None:
        return Head()
    try:
        commit = git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitError:
        return Head()
    changed = _list_changed(git)
    if changed is None:
        return Head(commit)
    untracked = {file.path for file in project.files if file.tracking is Tracking.UNTRACKED}
    return Head(commit, changed | untracked <= set(apart))


def _list_changed(git: Git) -> set[str] | None:
    """The files below the folder that differ from the commit, None where git cannot tell.

    Comparing may start the filters of a repository, so all that it configures are switched off. A
    file that was touched and goes through a filter then counts as changed.
    """
    filters = _list_filters(git)
    if any("=" in name for name in filters):  # `-c` ends the name of a setting at the first one
        return None
    off = [f"{name}.{s}" for name in filters for s in ("clean=", "process=", "required=false")]
    words = [word for setting in off for word in ("-c", setting)]
    try:
        output = git.run(*words, *_DIFFERENT)
    except GitError:
        return None
    return {os.fsdecode(name) for name in output.split(b"\0") if name}


def _list_filters(git: Git) -> list[str]:
    """The names of the filters that settings of the repository define: `filter.lfs`."""
    try:
        output = git.run("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    except GitError:  # what git answers where there are none, too
        return []
    return sorted({os.fsdecode(name).rpartition(".")[0] for name in output.split(b"\0") if name})
