"""Finds the commit that a change is compared with."""

from __future__ import annotations

import difflib

from mlaudit.discover.git_program import Git, GitError, GitHungError
from mlaudit.discover.repository import Repository

_DEPTH = "(`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` of GitLab)"
_DEEPEN = f"this clone is shallow; `git fetch --unshallow` brings its history {_DEPTH}"


class RevisionError(Exception):
    """There is nothing to compare with; the message says why, and what to do."""


def find_merge_base(git: Git, repository: Repository, revision: str) -> str:
    """The full name of the commit at which HEAD and a revision parted.

    Args:
        git: works in the repository.
        repository: to tell whether the clone lacks history.
        revision: anything that git takes for a commit: a branch, a tag, `HEAD~1`.

    Raises:
        RevisionError: the revision is none, or the two have no common commit in this clone.
    """
    other = _resolve(git, repository, revision)
    here = _resolve(git, repository, "HEAD")
    try:
        found = git.run("merge-base", here, other).decode("ascii", "replace").strip()
    except GitHungError as error:
        raise RevisionError(_explain_hung(revision, error)) from error
    except GitError as error:
        hint = _DEEPEN if repository.shallow else "their histories have no commit in common"
        raise RevisionError(f"HEAD and {revision} cannot be compared: {hint}") from error
    return found.partition("\n")[0]


def _resolve(git: Git, repository: Repository, revision: str) -> str:
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is an option, not a commit")
    try:
        words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        return git.run(*words).decode("ascii", "replace").strip()
    except GitHungError as error:
        raise RevisionError(_explain_hung(revision, error)) from error
    except GitError as error:
        raise RevisionError(_explain_unknown(git, repository, revision)) from error


def _explain_hung(revision: str, error: GitHungError) -> str:
    return f"git cannot look for the commit {revision!r}: {error}"


def _explain_unknown(git: Git, repository: Repository, revision: str) -> str:
    if revision == "HEAD":
        return "there is no commit yet to compare with"
    told = f"git knows no commit {revision!r}"
    branches = _list_remote_branches(git)
    same = [branch for branch in branches if branch.endswith(f"/{revision}")]
    close = same or difflib.get_close_matches(revision, branches, n=1, cutoff=0.8)
    if close:
        return f"{told}; did you mean {close[0]}?"
    remote, _, branch = revision.partition("/")
    if not branch:
        return f"{told}; {_DEEPEN}" if repository.shallow else f"{told}; is it fetched?"
    fetch = f"{remote} {branch}:refs/remotes/{revision}"
    if repository.shallow:
        return f"{told}; this clone is shallow; `git fetch --unshallow {fetch}` brings it {_DEPTH}"
    return f"{told}; `git fetch {fetch}` brings that branch"


def _list_remote_branches(git: Git) -> list[str]:
    try:
        output = git.run("for-each-ref", "--format=%(refname:short)", "refs/remotes")
    except GitError:
        return []
    return output.decode("utf-8", "replace").splitlines()
