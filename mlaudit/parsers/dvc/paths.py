"""How DVC names the paths of a stage."""

from __future__ import annotations

import posixpath
import re

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/~]")


def join_path(directory: str, path: str) -> str:
    """`path` as seen from the root, where DVC means it relative to `directory`.

    URLs, absolute paths and paths on a drive are kept.
    """
    if _OUTSIDE.match(path):
        return path
    return posixpath.normpath(posixpath.join(directory, path.replace("\\", "/")))


def folder_of(path: str) -> str:
    """The folder of a file, "." for the root."""
    return posixpath.dirname(path) or "."
