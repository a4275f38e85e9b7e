"""Compares the work tree with the commit at which it parted from another one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.cache import Store
from mlaudit.discover.commit import CommitTree, open_commit
from mlaudit.discover.git_program import GitError, find_git
from mlaudit.discover.history import RevisionError, find_merge_base
from mlaudit.discover.repository import find_repository
from mlaudit.gate.accepted import mark_accepted
from mlaudit.gate.baseline.entries import Baseline, entries_of, identities_of
from mlaudit.gate.change import compare_workflows
from mlaudit.model.configuration import DEFAULTS, Configuration
from mlaudit.model.project import Project
from mlaudit.model.report import ScanResult
from mlaudit.scan import scan_commit

if TYPE_CHECKING:
    from mlaudit.reading import OnProgress

__all__ = ["RevisionError", "compare_with"]


def compare_with(
    result: ScanResult,
    revision: str,
    accepted: Baseline | None = None,
    store: Store | None = None,
    configuration: Configuration = DEFAULTS,
    today: date | None = None,
    on_progress: OnProgress | None = None,
) -> ScanResult:
    """The verdict on a work tree, in which what was there before counts as accepted.

    Args:
        result: of the work tree.
        revision: anything that git takes for a commit; compared is what HEAD and it have in common.
        accepted: what the team has accepted, too.
        store: gives what an earlier comparison found, and keeps what this one finds.
        configuration, today: of the scan of the work tree, so that both are judged alike.
        on_progress: told of each stage, and of each file that was read.

    Raises:
        RevisionError: there is no such commit in this clone, or no git.
    """
    project = result.workflow.project
    with _open_base(project, revision) as tree:
        before = scan_commit(tree, project, store, configuration, today, on_progress)
    known = entries_of(identities_of(f for f in before.findings if f.status == "new"))
    marked = mark_accepted(result, accepted, Baseline(known, origin=revision))
    return replace(marked, change=compare_workflows(before, result, revision, tree.commit))


@contextmanager
def _open_base(project: Project, revision: str) -> Iterator[CommitTree]:
    """The commit that a work tree is compared with."""
    repository = find_repository(project.root)
    if repository is None:
        raise RevisionError("there is nothing to compare with: this is no git repository")
    git = find_git(project.root, repository.top)
    if git is None:
        raise RevisionError("there is nothing to compare with: git is not installed")
    commit = find_merge_base(git, repository, revision)
    try:
        with open_commit(git, commit, _find_prefix(project.root, repository.top)) as tree:
            yield tree
    except GitError as error:
        raise RevisionError(f"git cannot read the commit {commit[:10]}: {error}") from error


def _find_prefix(root: Path, top: Path) -> str:
    """The scanned directory as seen from the top of the repository, "" for the top itself."""
    relative = Path(os.path.realpath(root)).relative_to(os.path.realpath(top)).as_posix()
    return "" if relative == "." else relative
