"""What a project leaves out of its scans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from mlaudit.discover.part import make_part
from mlaudit.discover.subprojects import find_subprojects
from mlaudit.model.project import Project, Skipped, SourceFile
from mlaudit.model.vocabulary import Role


def exclude(
    project: Project, patterns: Iterable[tuple[str, str]], folder: Path | None, by: str
) -> Project:
    """The project with some files that nobody reads; they are still known to be there.

    Args:
        project: the tree.
        patterns: (pattern in the manner of .gitignore, reason or "").
        folder: absolute, of what the patterns are relative to; None for the root.
        by: the file that says so.
    """
    wanted = tuple(patterns)
    if not wanted:
        return project
    parts = [(make_part([pattern], folder, project.root), why) for pattern, why in wanted]

    def reason_for(path: str, is_folder: bool) -> str | None:
        for part, why in parts:
            if part.names(path, folder=is_folder):
                return f"excluded by {by}: {why}" if why else f"excluded by {by}"
        return None

    skipped = {entry.path: entry for entry in project.skipped}
    files = tuple(_mark(file, reason_for, skipped) for file in project.files)
    return replace(
        project,
        files=files,
        skipped=tuple(skipped[path] for path in sorted(skipped)),
        subprojects=find_subprojects(file for file in files if file.role is not Role.EXCLUDED),
    )


def _mark(
    file: SourceFile,
    reason_for: Callable[[str, bool], str | None],
    skipped: dict[str, Skipped],
) -> SourceFile:
    """The file, excluded where it or a folder around it is; notes the outermost one."""
    parts = file.path.split("/")
    for length in range(1, len(parts) + 1):
        path = "/".join(parts[:length])
        known = skipped.get(path)
        reason = known.reason if known else reason_for(path, length < len(parts))
        if reason is not None:
            skipped[path] = Skipped(path, reason)
            return replace(file, role=Role.EXCLUDED)
    return file
