"""From the files of a tree to their facts, those of an earlier scan where a file is the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mlaudit.cache import Store, digest
from mlaudit.discover.tree import FolderTree, Tree
from mlaudit.model.facts import DEFECT, Facts, Problem
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.parsers.registry import claimants, parse_file

MAX_FILE_SIZE = 64 * 1024 * 1024
"""Larger files are not read (bytes); a notebook with many figures reaches 50 MB."""


@immutable
class Reading:
    """What was read.

    Attributes:
        facts: of every file that a parser claims, by path.
        digests: of the content of each of them, by path; empty where nothing is kept.
    """

    facts: dict[str, Facts]
    digests: dict[str, str]


def read_files(
    project: Project,
    on_progress: Callable[[int, int], None] | None = None,
    store: Store | None = None,
    tree: Tree | None = None,
) -> Reading:
    """The facts of every file that a parser claims; what cannot be read becomes a problem.

    Args:
        project: the files.
        on_progress: called with (files read, files in all).
        store: gives the facts of files that have not changed, and keeps those of the others.
        tree: where they are read instead of the project's root; then nothing is kept.
    """
    reading = Reading({}, {})
    known = store.find_facts() if store is not None else None
    wanted = [file for file in project.files if is_read(file)]
    for number, file in enumerate(wanted):
        _read_into(reading, tree or FolderTree(project.root), file, known)
        if on_progress is not None:
            on_progress(number + 1, len(wanted))
    if store is not None and tree is None:
        _keep(store, reading, known or {})
    return reading


def is_read(file: SourceFile) -> bool:
    """Is the file one that a parser claims and that takes part in the analysis?"""
    if file.link or file.role in (Role.VENDORED, Role.EXCLUDED):
        return False
    if file.role == Role.TEMPLATE and ".env" not in file.path.rpartition("/")[2].lower():
        return False
    return file.tracking != Tracking.IGNORED and bool(claimants(file.path))


def _read_into(
    reading: Reading, tree: Tree, file: SourceFile, known: Mapping[str, tuple[str, Facts]] | None
) -> None:
    """Read one file; `known` holds earlier facts, and is None where nothing is kept."""
    if file.size > MAX_FILE_SIZE:
        reason = f"larger than {MAX_FILE_SIZE // 1024 // 1024} MB"
        reading.facts[file.path] = _unread(file, reason)
        return
    try:
        data = tree.read(file.path)
    except OSError as error:
        reading.facts[file.path] = _unread(file, error.strerror or type(error).__name__)
        reading.digests[file.path] = ""
        return
    if known is not None:
        reading.digests[file.path] = name = digest(data)
        kept, facts = known.get(file.path, ("", None))
        if kept == name and facts is not None:
            reading.facts[file.path] = facts
            return
    found = _parse(file, data)
    if found is not None:
        reading.facts[file.path] = found


def _parse(file: SourceFile, data: bytes) -> Facts | None:
    try:
        return parse_file(file.path, data)
    except Exception as error:  # one file must not cost the report on all others
        return _unread(file, f"{DEFECT}{type(error).__name__}: {error}")


def _keep(store: Store, reading: Reading, known: Mapping[str, tuple[str, Facts]]) -> None:
    """Keep the facts where they are not those that are kept already; failures shall be repeated."""
    found = {
        path: (name, facts)
        for path, name in reading.digests.items()
        if name and (facts := reading.facts.get(path)) is not None and not _is_defect(facts)
    }
    if {path: name for path, (name, _) in known.items()} != {
        path: name for path, (name, _) in found.items()
    }:
        store.keep_facts(found)


def _is_defect(facts: Facts) -> bool:
    return any(problem.reason.startswith(DEFECT) for problem in facts.problems)


def _unread(file: SourceFile, reason: str) -> Facts:
    return Facts(file.path, "unread", problems=(Problem(Place(file.path), reason),))
