"""Lists the files of a tree without leaving it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mlaudit.discover.skips import Folder, reason_to_skip_file, reason_to_skip_folder
from mlaudit.discover.tree import Child, Kind, Tree, describe_error
from mlaudit.model.immutable import immutable
from mlaudit.model.project import Skipped

SUBMODULE = "git submodule: another repository, of which a commit is named"
MAX_IGNORED_ENTRIES = 20_000
"""How many files and folders are listed below one folder that git ignores."""


@immutable
class Entry:
    """A file as the tree shows it.

    Attributes:
        path: POSIX path relative to the root; bytes that are no text stay as surrogates.
        size: in bytes; that of the target for links to files.
        link: it is a symbolic link, to a file or a folder of the tree.
        annexed: it is a link into the store of git-annex, whether or not the content is there.
    """

    path: str
    size: int
    link: bool = False
    annexed: bool = False


@immutable
class Walk:
    """The files of a tree.

    Attributes:
        entries: the files and the links.
        skipped: what was left out.
        notes: remarks for the reader.
        links: (path, target) of links inside the tree, whether or not the target is there.
    """

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Progress:
    """What a walk has found so far."""

    tree: Tree
    is_ignored_folder: Callable[[str], bool]
    submodules: frozenset[str]
    in_repository: bool
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    pending: list[_Pending] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)


@immutable
class _Pending:
    """A folder to list: names beside it, and the outermost ignored folder that it is in."""

    path: str
    siblings: frozenset[str]
    ignored: str | None


def walk(
    tree: Tree,
    is_ignored_folder: Callable[[str], bool],
    submodules: frozenset[str] = frozenset(),
    in_repository: bool = True,
) -> Walk:
    """List every file of a tree, in an order that depends on the names alone.

    Args:
        tree: to list.
        is_ignored_folder: is the folder at that path left out of version control as a whole?
        submodules: folders that hold another repository; they are not entered.
        in_repository: the tree is under git, so a folder with an own `.git` is not part of it.
    """
    progress = _Progress(tree, is_ignored_folder, submodules, in_repository)
    progress.pending.append(_Pending(".", frozenset(), None))
    while progress.pending:
        _list_folder(progress, progress.pending.pop())
    notes = [
        f"{path} is ignored by git and large: only {MAX_IGNORED_ENTRIES:,} entries are listed"
        for path, left in sorted(progress.left.items())
        if left < 0
    ]
    links = tuple(sorted(progress.links))
    return Walk(tuple(progress.entries), tuple(progress.skipped), tuple(notes), links)


def _list_folder(progress: _Progress, pending: _Pending) -> None:
    path = pending.path
    if pending.ignored is not None and progress.left[pending.ignored] < 0:
        return
    try:
        children = progress.tree.list_folder(path)
    except OSError as error:
        progress.skipped.append(Skipped(path, describe_error(error)))
        return
    names = frozenset(child.name for child in children)
    if path != "." and (reason := _reason_to_skip(progress, pending, names)) is not None:
        progress.skipped.append(Skipped(path, reason))
        return
    folders = []
    for child in children:
        if pending.ignored is not None:
            progress.left[pending.ignored] -= 1
            if progress.left[pending.ignored] < 0:
                break
        child_path = child.name if path == "." else f"{path}/{child.name}"
        if (folder := _take_child(progress, child, child_path)) is not None:
            folders.append(_Pending(folder, names, _find_ignored(progress, pending, folder)))
    progress.pending.extend(reversed(folders))


def _reason_to_skip(progress: _Progress, pending: _Pending, names: frozenset[str]) -> str | None:
    if pending.path in progress.submodules:
        return SUBMODULE
    if progress.in_repository and ".git" in names:
        return "another git repository"
    return reason_to_skip_folder(Folder(pending.path, progress.tree, names, pending.siblings))


def _find_ignored(progress: _Progress, pending: _Pending, folder: str) -> str | None:
    if pending.ignored is not None:
        return pending.ignored
    if not progress.is_ignored_folder(folder):
        return None
    progress.left[folder] = MAX_IGNORED_ENTRIES
    return folder


def _take_child(progress: _Progress, child: Child, path: str) -> str | None:
    """Note a file, a link or a reason to skip; a folder's path is returned, to be listed."""
    if child.kind is Kind.FOLDER:
        return path
    if child.kind is Kind.LINK:
        _take_link(progress, path)
    elif child.kind is Kind.OTHER:
        progress.skipped.append(Skipped(path, child.problem))
    elif (reason := reason_to_skip_file(child.name)) is not None:
        progress.skipped.append(Skipped(path, reason))
    else:
        progress.entries.append(Entry(path, child.size))
    return None


def _take_link(progress: _Progress, path: str) -> None:
    target = progress.tree.judge_link(path)
    if target.path is not None:
        progress.links.append((path, target.path))
    if target.problem is not None:
        progress.skipped.append(Skipped(path, target.problem))
    else:
        progress.entries.append(Entry(path, target.size, link=True, annexed=target.annexed))
