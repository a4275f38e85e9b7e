"""Where the repository around a tree lies, read from its files alone."""

from __future__ import annotations

import re
from pathlib import Path

from mlaudit.discover.tree import Tree, read_settings
from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_SUBMODULE_PATH = lazy_regex(r"^\s*path\s*=\s*(\S.*?)\s*$", re.MULTILINE)


@immutable
class Repository:
    """A git repository.

    Attributes:
        top: the top folder of its work tree.
        shared: the folder that all its work trees share (`.git`, unless `top` is a linked one).
    """

    top: Path
    shared: Path

    @property
    def shallow(self) -> bool:
        """The clone lacks history."""
        return (self.shared / "shallow").is_file()


def find_repository(root: Path) -> Repository | None:
    """The repository whose work tree holds `root` (absolute), or None."""
    for folder in (root, *root.parents):
        marker = folder / ".git"
        try:
            if marker.is_dir() and (marker / "HEAD").exists():
                return Repository(folder, marker)
            if marker.is_file():
                return Repository(folder, _follow_git_file(marker))
        except OSError:
            continue
    return None


def read_submodule_paths(tree: Tree) -> tuple[str, ...]:
    """The folders that `.gitmodules` names, relative to the tree's root, sorted."""
    text = tree.read_settings(".gitmodules")
    paths = (match.strip('"').rstrip("/") for match in _SUBMODULE_PATH.findall(text or ""))
    return tuple(sorted({path for path in paths if path and path != "."}))


def _follow_git_file(marker: Path) -> Path:
    """From the `.git` file of a linked work tree or submodule to the shared folder.

    Source: gitrepository-layout(5), "gitdir:" files and `commondir`.
    """
    text = read_settings(marker) or ""
    folder = marker.parent / text.removeprefix("gitdir:").strip()
    common = read_settings(folder / "commondir")
    return folder if common is None else folder / common.strip()
