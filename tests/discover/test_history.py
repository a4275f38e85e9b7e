from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.discover.git_program import find_git
from mlaudit.discover.history import RevisionError, find_merge_base
from mlaudit.discover.repository import find_repository
from tests.conftest import Git, WriteTree


def _find(root: Path, revision: str) -> str:
    repository = find_repository(root)
    assert repository is not None
    git = find_git(root, repository.top)
    assert git is not None
    return find_merge_base(git, repository, revision)


def _branch_off(root: Path, git: Git) -> str:
    """Commits on `main` and on `feature`, which is checked out, after a common one."""
    common = git(root, "rev-parse", "HEAD").strip()
    git(root, "commit", "--allow-empty", "-m", "on main")
    git(root, "checkout", "-q", "-b", "feature", common)
    git(root, "commit", "--allow-empty", "-m", "on feature")
    return common


def test_the_merge_base_is_where_two_branches_parted(write_repository: WriteTree, git: Git) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    common = _branch_off(root, git)
    assert _find(root, "main") == common
    assert _find(root, "HEAD") == git(root, "rev-parse", "HEAD").strip()
    assert _find(root, "HEAD~1") == common


def test_in_a_shallow_clone_the_message_says_what_to_fetch(
    tmp_path: Path, write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    _branch_off(root, git)
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{root}", str(clone))
    with pytest.raises(RevisionError, match="fetch --unshallow"):
        _find(clone, "origin/main")
    with pytest.raises(RevisionError, match="did you mean origin/main"):
        _find(clone, "origin/mian")
    with pytest.raises(RevisionError, match=r"unshallow origin dev:refs.*fetch-depth: 0"):
        _find(clone, "origin/dev")


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("origin/release", "git fetch origin release:refs/remotes/origin/release"),
        ("relaese", "is it fetched"),
        ("--all", "is an option"),
        ("HEAD:a.py", "git knows no commit"),
    ],
)
def test_an_unknown_revision_is_refused_with_advice(
    write_repository: WriteTree, revision: str, message: str
) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    with pytest.raises(RevisionError, match=message):
        _find(root, revision)


def test_a_branch_of_a_remote_is_suggested(
    tmp_path: Path, write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    git(root, "branch", "release")
    clone = tmp_path / "clone"
    git(root, "clone", "-q", str(root), str(clone))
    with pytest.raises(RevisionError, match="did you mean origin/release"):
        _find(clone, "release")


def test_without_a_commit_there_is_nothing_to_compare_with(write_tree: WriteTree, git: Git) -> None:
    root = write_tree({"a.py": "print(1)\n"})
    git(root, "init")
    with pytest.raises(RevisionError, match="no commit yet"):
        _find(root, "HEAD")


def test_histories_without_a_common_commit(write_repository: WriteTree, git: Git) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-m", "another start")
    with pytest.raises(RevisionError, match="no commit in common"):
        _find(root, "main")
