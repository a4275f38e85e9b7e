"""Parts of paths as text: folders, names, endings.

A part that is unknown stays unknown: the last hole of a path that begins with one may hold folders
of its own, and a hole at the end may hold an ending.
"""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.text import HOLE, is_pattern_end
from mlaudit.graph.python.values import ROOT

UNKNOWN_FOLDER = "{folder}"
UNKNOWN_ENDING = "{suffix}"
_MAX_ANCESTORS = 12


def parent_of(text: str) -> str:
    """The folder of a path, as `Path.parent` gives it."""
    if text == ROOT:
        return ROOT + "/.."
    if text.endswith("/..") or text in (".", "..", ""):
        return text + "/.." if text not in (".", "") else ".."
    return folder_of(text) or "."


def folder_of(text: str) -> str:
    """The folder of a path, as `os.path.dirname` gives it: "" for a name alone."""
    folder = posixpath.dirname(text)
    return UNKNOWN_FOLDER if not folder and HOLE.match(text) else folder


def ancestors_of(text: str) -> list[str]:
    """The folders above a path, nearest first, as `Path.parents` gives them."""
    found: list[str] = []
    for _ in range(_MAX_ANCESTORS):
        text = parent_of(text)
        found.append(text)
        if text in ("/", ".") or text.endswith(":"):
            break
    return found


def split_ending(text: str) -> tuple[str, str]:
    """A path without its ending, and the ending, as `os.path.splitext` gives them."""
    stem, ending = posixpath.splitext(text)
    return stem, ending or (UNKNOWN_ENDING if is_pattern_end(text) else "")
