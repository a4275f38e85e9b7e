"""Paths as pipeline files write them."""

from __future__ import annotations

import posixpath

from mlaudit.patterns import lazy_regex

_OUTSIDE = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*:|[/~]")
_HOLE = lazy_regex(r"\{[^{}]*\}")


def join_path(directory: str, path: str) -> str:
    """`path` as seen from the root, where the file means it relative to `directory`.

    URLs, absolute paths, paths from a home folder or on a drive are kept.
    """
    if _OUTSIDE.match(path) or not path:
        return path
    return posixpath.normpath(posixpath.join(directory, path.replace("\\", "/")))


def folder_of(path: str) -> str:
    """The folder of a file, "." for the root."""
    return posixpath.dirname(path) or "."


def name_of(path: str) -> str:
    """The last part of a path."""
    return path[path.rfind("/") + 1 :]


def stem_of(path: str) -> str:
    """The last part of a path without its suffix."""
    name = name_of(path)
    return name[: len(name) - len(suffix_of(path))]


def suffix_of(path: str) -> str:
    """The ending of a path with its dot, in lower case; "" where its name has none."""
    name = name_of(path)
    position = name.rfind(".")
    return name[position:].lower() if 0 < position < len(name) - 1 else ""


def is_unknown(path: str, directory: str) -> bool:
    """Nothing of the path is known: taken for a pattern, it would stand for every file."""
    return bool(_HOLE.fullmatch(path.removeprefix(f"{directory}/")))
