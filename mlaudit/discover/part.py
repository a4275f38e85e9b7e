"""A part of a tree, as patterns name it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mlaudit.discover.patterns import parse_pattern
from mlaudit.model.immutable import immutable


@immutable
class TreePart:
    """The files and folders that some patterns name, each in the manner of .gitignore.

    Attributes:
        patterns: relative to a folder that is the root of the tree or lies above it.
        prefix: "" or the way from that folder to the root, with a slash at its end.
    """

    patterns: tuple[str, ...]
    prefix: str = ""

    def names(self, path: str, *, folder: bool) -> bool:
        """Is that very path of the tree named?"""
        return self._names(self.prefix + path, folder)

    def holds(self, path: str) -> bool:
        """Is the file named, or a folder that it lies in?"""
        parts = (self.prefix + path).split("/")
        last = len(parts) - 1
        return any(
            self._names("/".join(parts[: level + 1]), level < last) for level in range(len(parts))
        )

    def _names(self, path: str, folder: bool) -> bool:
        patterns = (parse_pattern(text) for text in self.patterns)
        return any(p is not None and p.matches(path, folder=folder) for p in patterns)


def make_part(patterns: Iterable[str], folder: Path | None, root: Path) -> TreePart:
    """The part of the tree at `root` that patterns relative to `folder` name.

    Args:
        patterns: in the manner of .gitignore.
        folder: absolute, the root or above it; None for the root.
        root: absolute.
    """
    way = "" if folder is None or folder == root else Path(os.path.relpath(root, folder)).as_posix()
    return TreePart(tuple(patterns), f"{way}/" if way else "")
