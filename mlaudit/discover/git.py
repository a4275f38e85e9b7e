"""What git says of the files of a tree: one call of `git ls-files`."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mlaudit.discover.repository import Repository
from mlaudit.model.vocabulary import Tracking

_TIMEOUT = 120
_SUBMODULE_MODE = "160000"

# Settings of a repository that could start a program or reach a network are overruled. A
# repository that belongs to somebody else is read all the same, for nothing in it is run.
_SETTINGS = {
    "safe.directory": "*",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.excludesFile": os.devnull,
    "core.attributesFile": os.devnull,
    "protocol.allow": "never",
}
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


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
    program = _find_program(root)
    if program is None:
        return None, ("git is not installed: what is tracked is not known",)
    output = _list_files(program, root)
    if isinstance(output, str):
        return None, (f"git cannot read the repository ({output}): what is tracked is not known",)
    listing = _parse_listing(output)
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


def _find_program(root: Path) -> str | None:
    """The git on the search path, leaving out relative folders and those inside the tree."""
    folders = [Path(name) for name in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    trusted = [f for f in folders if f.is_absolute() and not f.is_relative_to(root)]
    found = shutil.which("git", path=os.pathsep.join(map(str, trusted)))
    return found if found is not None and os.path.isabs(found) else None


def _list_files(program: str, root: Path) -> bytes | str:
    """The output of the one call or, where it fails, the reason."""
    settings = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
    listing = ["ls-files", "-z", "-t", "-s", "--cached", "--others", "--exclude-standard"]
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    try:
        finished = subprocess.run(
            [program, "--no-pager", *settings, *listing],
            cwd=root,
            env=kept | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {_TIMEOUT} s"
    except OSError as error:
        return error.strerror or type(error).__name__
    if finished.returncode == 0:
        return finished.stdout
    complaint = finished.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return complaint.replace(str(root), ".") or f"exit code {finished.returncode}"


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
