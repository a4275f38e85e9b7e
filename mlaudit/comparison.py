"""Compares the work tree with the commit at which it parted from another one."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from mlaudit.cache import Store
from mlaudit.discover.commit import open_commit
from mlaudit.discover.git_program import GitError, find_git
from mlaudit.discover.history import RevisionError, find_merge_base
from mlaudit.discover.repository import find_repository
from mlaudit.gate.baseline.entries import Baseline, entries_of, identities_of
from mlaudit.gate.change import compare_workflows
from mlaudit.gate.passing import mark_accepted
from mlaudit.model.configuration import DEFAULTS, Configuration
from mlaudit.model.report import ScanResult
from mlaudit.scan import scan_commit

__all__ = ["RevisionError", "compare_with"]


def compare_with(
    result: ScanResult,
    revision: str,
    store: Store | None = None,
    configuration: Configuration = DEFAULTS,
) -> ScanResult:
    """The verdict on a work tree, in which what was there before counts as accepted.

    Args:
        result: of the work tree.
        revision: anything that git takes for a commit; compared is what HEAD and it have in common.
        store: gives what an earlier comparison found, and keeps what this one finds.
        configuration: of the work tree, so that both are judged alike.

    Raises:
        RevisionError: there is no such commit in this clone, or no git.
    """
    commit, before = _scan_base(result, revision, store, configuration)
    open_ = [finding for finding in before.findings if finding.status == "new"]
    known = Baseline(entries_of(identities_of(open_)), origin=revision)
    marked = mark_accepted(result, known)
    change = compare_workflows(before, result, revision, commit)
    return replace(marked, change=change, baseline=result.baseline, stale=result.stale)


def _scan_base(
    result: ScanResult, revision: str, store: Store | None, configuration: Configuration
) -> tuple[str, ScanResult]:
    """The commit that the work tree is compared with, and the verdict on it."""
    project = result.workflow.project
    repository, git = find_repository(project.root), find_git(project.root)
    if repository is None or git is None:
        missing = "this is no git repository" if repository is None else "git is not installed"
        raise RevisionError(f"there is nothing to compare with: {missing}")
    commit = find_merge_base(git, repository, revision)
    try:
        with open_commit(git, commit, _find_prefix(project.root, repository.top)) as tree:
            return commit, scan_commit(tree, project, store, configuration)
    except GitError as error:
        raise RevisionError(f"git cannot read the commit {commit[:10]}: {error}") from error


def _find_prefix(root: Path, top: Path) -> str:
    """The scanned directory as seen from the top of the repository, "" for the top itself."""
    relative = Path(os.path.realpath(root)).relative_to(os.path.realpath(top)).as_posix()
    return "" if relative == "." else relative
