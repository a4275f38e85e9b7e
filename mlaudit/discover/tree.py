"""A tree of files that can be listed and read: a folder on disk, or what a commit holds."""

from __future__ import annotations

import os
import stat
from enum import Enum
from pathlib import Path
from typing import Protocol

from mlaudit.discover.links import LinkTarget, judge_link
from mlaudit.files import read_regular
from mlaudit.model.immutable import immutable

MAX_SETTINGS_SIZE = 4 * 1024 * 1024
"""Files in which git is told what to do are not read beyond this (bytes)."""


class Kind(Enum):
    """What an entry of a folder is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"


@immutable
class Child:
    """An entry of a folder.

    Attributes:
        name: bytes that are no text stay as surrogates.
        kind: links are not followed.
        size: of a file, in bytes.
        problem: why nothing more is known of it, or "".
    """

    name: str
    kind: Kind
    size: int = 0
    problem: str = ""


class Tree(Protocol):
    """What discovery and reading need of a tree; paths are POSIX, relative to its root.

    The paths of `read_settings` may lead above the root ("../.gitignore").
    """

    def list_folder(self, path: str) -> list[Child]:
        """The entries of a folder, by name; raises OSError where it cannot be listed."""
        ...

    def read(self, path: str, limit: int = -1) -> bytes:
        """The content of a file, or its first bytes; raises OSError."""
        ...

    def read_settings(self, path: str) -> str | None:
        """The text of a regular file; None where there is none, or where it is huge."""
        ...

    def judge_link(self, path: str) -> LinkTarget:
        """Where the link leads; nothing is opened."""
        ...

    def holds_file(self, path: str) -> bool:
        """Is there a file, also by way of links?"""
        ...


@immutable
class FolderTree:
    """A folder on disk.

    Attributes:
        root: absolute, without links.
    """

    root: Path

    def list_folder(self, path: str) -> list[Child]:
        """The entries of a folder, by name; raises OSError where it cannot be listed."""
        with os.scandir(self.root / path) as scan:
            return [_describe(child) for child in sorted(scan, key=lambda child: child.name)]

    def read(self, path: str, limit: int = -1) -> bytes:
        """The content of a file, or its first bytes; raises OSError."""
        return read_regular(f"{self.root}/{path}", limit)  # a `Path` takes as long again

    def read_settings(self, path: str) -> str | None:
        """The text of a regular file; None where there is none, or where it is huge."""
        return read_settings(self.root / path)

    def judge_link(self, path: str) -> LinkTarget:
        """Where the link leads; nothing is opened."""
        return judge_link(self.root, path)

    def holds_file(self, path: str) -> bool:
        """Is there a file, also by way of links?"""
        return (self.root / path).is_file()


def read_settings(path: Path) -> str | None:
    """The text of a regular file, without byte order mark; None where there is none.

    Links are not followed (git does not follow them for the files in which it is told what to do),
    pipes are not opened, and bytes that are no UTF-8 become surrogates.
    """
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_SETTINGS_SIZE:
            return None
        return decode_settings(read_regular(path))
    except (OSError, ValueError):
        return None


def decode_settings(data: bytes) -> str:
    """Text as git reads it: without byte order mark, other bytes as surrogates."""
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def describe_error(error: OSError) -> str:
    """Why something cannot be read, for a person."""
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"cannot be read: {error.strerror or type(error).__name__}"


def _describe(child: os.DirEntry[str]) -> Child:
    try:
        if child.is_symlink() or _is_junction(child):
            return Child(child.name, Kind.LINK)
        if child.is_dir(follow_symlinks=False):
            return Child(child.name, Kind.FOLDER)
        status = child.stat(follow_symlinks=False)
    except OSError as error:
        return Child(child.name, Kind.OTHER, problem=describe_error(error))
    if stat.S_ISREG(status.st_mode):
        return Child(child.name, Kind.FILE, status.st_size)
    return Child(child.name, Kind.OTHER, problem="neither file nor folder")


def _is_junction(child: os.DirEntry[str]) -> bool:
    # Windows' other kind of link, which Python tells from a folder from 3.12 on.
    return bool(getattr(child, "is_junction", lambda: False)())
