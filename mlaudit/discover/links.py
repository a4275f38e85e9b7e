"""Where a symbolic link leads, and whether it may count as part of the tree."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mlaudit.model.immutable import immutable
from mlaudit.model.project import Project
from mlaudit.patterns import lazy_regex

MAX_LINKS = 8
ANNEX_TARGET = lazy_regex(r"(^|/)\.git/annex/objects/")


@immutable
class LinkTarget:
    """What a link leads to.

    Attributes:
        problem: why it is left out, or None.
        size: of the target in bytes; 0 for folders and for content that is not there.
        annexed: the target is in the store of git-annex.
        path: of a target inside the tree, relative to the root, whether or not it is there.
    """

    problem: str | None
    size: int = 0
    annexed: bool = False
    path: str | None = None


def judge_link(root: Path, path: str) -> LinkTarget:
    """Say where the link at `path` (relative to `root`) leads, opening nothing."""
    link = os.path.join(root, path)
    try:
        annexed = ANNEX_TARGET.search(os.readlink(link).replace(os.sep, "/")) is not None
        target = os.path.realpath(link)
    except (OSError, ValueError) as error:
        return LinkTarget(f"symbolic link that cannot be followed: {_name_error(error)}")
    if not Path(target).is_relative_to(root):
        return LinkTarget("symbolic link that leads out of the tree")
    if annexed:
        return LinkTarget(None, _measure(target), annexed=True)
    inside = Path(target).relative_to(root)
    if ".git" in inside.parts:
        return LinkTarget("symbolic link into version control")
    return _describe_target(link, inside.as_posix())


def _describe_target(link: str, path: str) -> LinkTarget:
    try:
        status = os.stat(link)
    except FileNotFoundError:
        return LinkTarget("symbolic link to what is not there", path=path)
    except OSError as error:
        return LinkTarget(f"symbolic link that cannot be followed: {_name_error(error)}")
    if stat.S_ISDIR(status.st_mode):
        return LinkTarget(None, path=path)
    if not stat.S_ISREG(status.st_mode):
        return LinkTarget("neither file nor folder")
    return LinkTarget(None, status.st_size, path=path)


def follow_links(project: Project, path: str) -> str:
    """`path` with links of the tree followed: what a program that opens it gets to.

    Links into a folder above themselves are followed a few times at most.
    """
    targets = dict(project.links)
    for _ in range(MAX_LINKS):
        parts = path.split("/")
        heads = ("/".join(parts[: i + 1]) for i in range(len(parts)))
        head = next((head for head in heads if head in targets), None)
        if head is None:
            break
        tail = path[len(head) :]
        path = f"{targets[head]}{tail}" if targets[head] != "." else tail.lstrip("/") or "."
    return path


def _measure(target: str) -> int:
    try:
        return os.stat(target).st_size
    except OSError:
        return 0


def _name_error(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
