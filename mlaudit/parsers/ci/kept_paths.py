"""Paths of files that a job keeps, as files write them."""

from __future__ import annotations

import posixpath

from mlaudit.parsers.path_text import is_unknown

_WHOLE = ("/**/*", "/**", "/*")


def to_kept_path(text: str, directory: str = ".") -> str | None:
    """The path of what is kept, a folder for all that is in it; None for what fits everywhere.

    Args:
        text: a path or a pattern, with `{x}` for what is not known.
        directory: that it is relative to.
    """
    inside = text.strip().strip("\"'").rstrip("/")
    for ending in _WHOLE:
        inside = inside.removesuffix(ending)
    if not inside or inside.startswith(("*", "!", "#")):
        return None
    path = posixpath.normpath(posixpath.join(directory, inside))
    return None if path == "." or is_unknown(path, ".") else path
