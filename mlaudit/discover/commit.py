"""The files of a commit, read from git's object store: no checkout, nothing is written."""

from __future__ import annotations

import os
import posixpath
import re
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from mlaudit.discover import git_program
from mlaudit.discover.git import GitListing
from mlaudit.discover.git_program import Git, GitHungError
from mlaudit.discover.links import ANNEX_TARGET, MAX_LINKS, LinkTarget
from mlaudit.discover.tree import MAX_SETTINGS_SIZE, Child, Kind, decode_settings
from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_ENTRY = lazy_regex(r"(\d+) (\w+) (\S+) +(\S+)\t(.*)", re.DOTALL)
"""Mode, type, object, size and path. Source: git-ls-tree(1), option `--long`."""
_LINK_MODE = "120000"


@immutable
class StoredFile:
    """An entry of a commit: its mode as git writes it, its object and its size in bytes."""

    mode: str
    name: str
    size: int


class BlobReader:
    """Asks one `git cat-file --batch` for the content of objects."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, name: str) -> bytes:
        """The content of an object.

        Raises:
            OSError: the clone does not have it, or git dies of it.
            GitError: git cannot be asked.
        """
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch")
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise OSError("git is not there to be asked")
        try:
            questions.write(f"{name}\n".encode())
            questions.flush()
            self._wait(answers)
            return _read_answer(answers)
        except (_EndError, BrokenPipeError):
            self.close()  # and the next question gets another one
            raise OSError(0, "git ended when it was asked for its content") from None

    def close(self) -> None:
        """End the program."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    def _wait(self, answers: IO[bytes]) -> None:
        """Wait for an answer; where the system cannot tell whether there is one, for ever."""
        if sys.platform != "win32":
            import select

            if not select.select([answers], [], [], git_program.PATIENCE)[0]:
                self.close()
                raise GitHungError


class _EndError(Exception):
    """Git has ended instead of giving an answer."""


def _read_answer(answers: IO[bytes]) -> bytes:
    # Source: git-cat-file(1), "BATCH OUTPUT": "<object> <type> <size>", or "<object> missing".
    line = answers.readline()
    head = line.split()
    if not line.endswith(b"\n"):
        raise _EndError
    if len(head) != 3:
        raise OSError(0, "its content is not in this clone")
    content = answers.read(int(head[2]) + 1)
    if len(content) <= int(head[2]):
        raise _EndError
    return content[:-1]


@dataclass(frozen=True)
class CommitTree:
    """What a commit holds below a folder of the repository.

    Attributes:
        commit: its full name.
        prefix: the folder that is the root, relative to the repository's top; "" for the top.
        stored: every file of the commit by its path from the repository's top.
        reader: gives their content.
    """

    commit: str
    prefix: str
    stored: Mapping[str, StoredFile] = field(repr=False)
    reader: BlobReader = field(repr=False)

    def list_folder(self, path: str) -> list[Child]:
        """The entries of a folder, by name; raises FileNotFoundError where there is none."""
        try:
            return self._folders["" if path == "." else path]
        except KeyError:
            raise FileNotFoundError(2, "no such folder in the commit", path) from None

    def read(self, path: str, limit: int = -1) -> bytes:
        """The content of a file, or its first bytes; raises OSError."""
        found = self._find(path)
        if found is None:
            raise FileNotFoundError(2, "no such file in the commit", path)
        content = self.reader.read(found.name)
        return content if limit < 0 else content[:limit]

    def read_settings(self, path: str) -> str | None:
        """The text of a regular file; None where there is none, or where it is huge."""
        found = self._find(path)
        if found is None or found.mode == _LINK_MODE or found.size > MAX_SETTINGS_SIZE:
            return None
        with suppress(OSError):
            return decode_settings(self.reader.read(found.name))
        return None

    def judge_link(self, path: str) -> LinkTarget:
        """Where the link leads; only links are read."""
        followed = path
        for _ in range(MAX_LINKS):
            try:
                text = os.fsdecode(self.read(followed))
            except OSError as error:
                return LinkTarget(f"symbolic link that cannot be followed: {error.strerror}")
            if ANNEX_TARGET.search(text):
                return LinkTarget(None, annexed=True)
            followed = posixpath.normpath(posixpath.join(posixpath.dirname(followed), text))
            if followed.startswith(("/", "../")) or followed == "..":
                return LinkTarget("symbolic link that leads out of the tree")
            found = self._find(followed)
            if found is None or found.mode != _LINK_MODE:
                return self._describe_target(followed, found)
        return LinkTarget("symbolic link that cannot be followed: too many links")

    def holds_file(self, path: str) -> bool:
        """Is there a file, also by way of links?"""
        return self._find(path) is not None

    def holds(self, path: str) -> bool:
        """Is there a file or folder at the path?"""
        return self._find(path) is not None or path in self._folders

    @cached_property
    def listing(self) -> GitListing:
        """The commit's files and submodules, as git lists those of a work tree."""
        inside = self._inside
        submodules = sorted(path for path, entry in inside.items() if _is_submodule(entry))
        tracked = frozenset(path for path, entry in inside.items() if not _is_submodule(entry))
        return GitListing(tracked, frozenset(), tuple(submodules))

    def _find(self, path: str) -> StoredFile | None:
        full = posixpath.normpath(posixpath.join(self.prefix, path))
        found = self.stored.get(full)
        return None if found is None or _is_submodule(found) else found

    def _describe_target(self, path: str, found: StoredFile | None) -> LinkTarget:
        if found is not None:
            return LinkTarget(None, found.size, path=path)
        if path == "." or path in self._folders:
            return LinkTarget(None, path=path)
        return LinkTarget("symbolic link to what is not there", path=path)

    @cached_property
    def _inside(self) -> dict[str, StoredFile]:
        start = f"{self.prefix}/" if self.prefix else ""
        return {p[len(start) :]: f for p, f in self.stored.items() if p.startswith(start)}

    @cached_property
    def _folders(self) -> dict[str, list[Child]]:
        found: dict[str, dict[str, Child]] = {"": {}}
        for path, entry in self._inside.items():
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, {})[name] = _describe(name, entry)
            while folder:
                above, _, name = folder.rpartition("/")
                found.setdefault(above, {})[name] = Child(name, Kind.FOLDER)
                folder = above
        return {path: [names[n] for n in sorted(names)] for path, names in found.items()}


@contextmanager
def open_commit(git: Git, commit: str, prefix: str) -> Iterator[CommitTree]:
    """The files of a commit, for as long as they are read.

    Args:
        git: works in the repository.
        commit: its full name.
        prefix: the folder that is the root of the tree, relative to the repository's top.

    Raises:
        GitError: git cannot list them.
    """
    output = git.run("ls-tree", "-r", "-z", "--long", "--full-tree", commit)
    stored = dict(_parse_entries(os.fsdecode(output)))
    reader = BlobReader(git)
    try:
        yield CommitTree(commit, prefix, stored, reader)
    finally:
        reader.close()


def _parse_entries(output: str) -> Iterator[tuple[str, StoredFile]]:
    for record in output.split("\0"):
        match = _ENTRY.fullmatch(record)
        if match is not None:
            mode, _, name, size, path = match.groups()
            yield path, StoredFile(mode, name, int(size) if size.isdigit() else 0)


def _describe(name: str, entry: StoredFile) -> Child:
    if _is_submodule(entry):
        return Child(name, Kind.FOLDER)
    if entry.mode == _LINK_MODE:
        return Child(name, Kind.LINK)
    return Child(name, Kind.FILE, entry.size)


def _is_submodule(entry: StoredFile) -> bool:
    # A commit of another repository: the mode that no file has (git-fast-import(1), "Gitlink").
    return stat.S_IFMT(int(entry.mode, 8)) == 0o160000
