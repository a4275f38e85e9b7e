"""What git says of the files of a tree: one call of `git ls-files`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mlaudit.discover.git_program import GitError, find_git
from mlaudit.discover.repository import Repository
from mlaudit.model.vocabulary import Tracking

_SUBMODULE_MODE = "160000"
_LIST_FILES = ("ls-files", "-z", "-t", "-s", "--cached", "--others", "--exclude-standard")


@dataclass(frozen=True)
class GitListing:
    """The paths that git lists below a folder, relative to it.

    Attributes:
        tracked: files in the index.
        untracked: files that are neither in the index nor ignored.
        submodules: folders that hold another repository by commit, sorted.
    """

    tracked: frozenset[str]
    untracked: frozenset[str]
    submodules: tuple[str, ...] = ()

    @cached_property
    def _folders(self) -> frozenset[str]:
        found = {"."}
        for path in self.tracked | self.untracked:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    def holds_files(self, folder: str) -> bool:
        """Does git list a file below `folder`? If not, the folder is ignored as a whole."""
        return folder in self._folders

    def tracking_of(self, path: str) -> Tracking:
        """GIT, UNTRACKED or, for a file that is there but not listed, IGNORED."""
        if path in self.tracked:
            return Tracking.GIT
        return Tracking.UNTRACKED if path in self.untracked else Tracking.IGNORED


def ask_git(root: Path, repository: Repository | None) -> tuple[GitListing | None, tuple[str, ...]]:
    """What git lists below `root` (None where it cannot tell), and remarks for the reader."""
    if repository is None:
        return None, ("no git repository: what is tracked is not known",)
    git = find_git(root, repository.top)
    if git is None:
        return None, ("git is not installed: what is tracked is not known",)
    try:
        listing = _parse_listing(git.run(*_LIST_FILES))
    except GitError as error:
        return None, (f"git cannot read the repository ({error}): what is tracked is not known",)
    if root != repository.top and not (listing.tracked or listing.untracked):
        return None, ("the repository around this folder ignores it: what is tracked is not known",)
    return listing, _describe_state(listing, repository)


def _describe_state(listing: GitListing, repository: Repository) -> tuple[str, ...]:
    notes = []
    if not listing.tracked:
        notes.append("nothing is in git yet")
    if repository.shallow:
        notes.append("shallow clone")
    return tuple(notes)


def _parse_listing(output: bytes) -> GitListing:
    """Read entries "H <mode> <object> <stage>\\t<path>" and "? <path>" (git-ls-files(1))."""
    tracked: set[str] = set()
    untracked: set[str] = set()
    submodules: set[str] = set()
    for record in os.fsdecode(output).split("\0"):
        tag, _, rest = record.partition(" ")
        if tag == "?":
            untracked.add(rest)
        elif "\t" in rest:
            meta, _, path = rest.partition("\t")
            (submodules if meta.startswith(_SUBMODULE_MODE) else tracked).add(path)
    return GitListing(frozenset(tracked), frozenset(untracked), tuple(sorted(submodules)))
