"""Runs git so that nothing of a repository is started by it, and no network is reached."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from mlaudit.model.immutable import immutable

PATIENCE = 60
"""Seconds until git has answered: a pipe among its own files holds it up for ever."""

# Settings of a repository that could start a program or reach a network are overruled. A
# repository that belongs to somebody else is read all the same, for nothing in it is run.
_SETTINGS = {
    "safe.directory": "*",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.excludesFile": os.devnull,
    "core.attributesFile": os.devnull,
}
# The list of protocols counts for more than what a repository allows, unlike `protocol.allow`.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


class GitError(Exception):
    """Git gave no answer; the message is its complaint, or why it did not run."""


class GitHungError(GitError):
    """Git took too long, and would do so again."""

    def __init__(self) -> None:
        super().__init__(f"no answer within {PATIENCE} s")


@immutable
class Git:
    """The git that was found, working in a folder.

    Attributes:
        program: absolute path.
        root: the folder.
        top: of the work tree around it, so that git neither looks for another repository nor
            takes a work tree from the repository's own settings.
    """

    program: str
    root: Path
    top: Path

    def run(self, *words: str) -> bytes:
        """The output of a command; raises GitError, as GitHungError where it takes too long."""
        try:
            finished = subprocess.run(
                self._line(words),
                cwd=self.root,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise GitHungError from error
        except OSError as error:
            raise GitError(error.strerror or type(error).__name__) from error
        if finished.returncode != 0:
            complaint = finished.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
            shown = complaint.replace(str(self.root), ".")
            raise GitError(shown or f"exit code {finished.returncode}")
        return finished.stdout

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A command that is asked line by line; raises GitError."""
        try:
            return subprocess.Popen(
                self._line(words),
                cwd=self.root,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise GitError(error.strerror or type(error).__name__) from error

    def _line(self, words: tuple[str, ...]) -> list[str]:
        settings = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
        return [self.program, "--no-pager", *settings, *words]

    def _environment(self) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
        place = {"GIT_DIR": str(self.top / ".git"), "GIT_WORK_TREE": str(self.top)}
        return kept | _ENVIRONMENT | place


def find_git(root: Path, top: Path) -> Git | None:
    """The git on the search path, leaving out relative folders and those inside the tree.

    Args:
        root: the scanned folder, absolute.
        top: of the work tree that holds it.
    """
    folders = [Path(name) for name in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    trusted = [f for f in folders if f.is_absolute() and not f.is_relative_to(root)]
    found = shutil.which("git", path=os.pathsep.join(map(str, trusted)))
    return Git(found, root, top) if found is not None and os.path.isabs(found) else None
