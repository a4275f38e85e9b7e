"""The way from a directory to its workflow: discover, parse, link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mlaudit.discover import discover
from mlaudit.graph.link import link
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.parsers.registry import claimants, parse_file

MAX_FILE_SIZE = 64 * 1024 * 1024
"""Larger files are not read (bytes); a notebook with many figures reaches 50 MB."""


def read_workflow(root: Path, on_progress: Callable[[int, int], None] | None = None) -> Workflow:
    """The workflow of a directory.

    Args:
        root: the directory.
        on_progress: called with (files read, files in all).
    """
    project = discover(root)
    return link(project, parse_files(project, on_progress))


def parse_files(
    project: Project, on_progress: Callable[[int, int], None] | None = None
) -> dict[str, Facts]:
    """The facts of every file that a parser claims; what cannot be read becomes a problem."""
    found: dict[str, Facts] = {}
    wanted = [file for file in project.files if is_read(file)]
    for number, file in enumerate(wanted):
        facts = read_file(project.root, file)
        if facts is not None:
            found[file.path] = facts
        if on_progress is not None:
            on_progress(number + 1, len(wanted))
    return found


def is_read(file: SourceFile) -> bool:
    """Is the file one that a parser claims and that takes part in the analysis?"""
    if file.link or file.role in (Role.VENDORED, Role.TEMPLATE):
        return False
    return file.tracking != Tracking.IGNORED and bool(claimants(file.path))


def read_file(root: Path, file: SourceFile) -> Facts | None:
    """The facts of one file."""
    if file.size > MAX_FILE_SIZE:
        return _unread(file, f"larger than {MAX_FILE_SIZE // 1024 // 1024} MB")
    try:
        data = (root / file.path).read_bytes()
    except OSError as error:
        return _unread(file, error.strerror or type(error).__name__)
    return parse_file(file.path, data)


def _unread(file: SourceFile, reason: str) -> Facts:
    return Facts(file.path, "unread", problems=(Problem(Place(file.path), reason),))
