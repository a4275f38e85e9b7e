"""Would git ignore a path? Answers for paths that are not there, from the .gitignore files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Patterns: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""(folder of the .gitignore file relative to the root, which may lie above it; its lines)."""


def is_ignored(project: Project, path: str) -> bool:
    """Does git keep the file or folder at `path` out of the repository?

    A file that exists is answered by what git lists, any other path by the patterns; paths out
    of the tree, absolute ones and URIs are never ignored.
    """
    known = project.by_path.get(path)
    if known is not None and project.has_git:
        return known.tracking is Tracking.IGNORED
    if path in ("", ".", "..") or path.startswith(("/", "~", "../")) or ":" in path:
        return False
    directory = False if known is not None else None
    return match_patterns(project.ignored, project.root, path, directory=directory)


def read_patterns(root: Path, folders: Iterable[str]) -> Patterns:
    """The lines of the .gitignore files of `folders`, without comments and blank lines."""
    found = []
    for folder in folders:
        try:
            text = (root / folder / ".gitignore").read_bytes().decode("utf-8", "surrogateescape")
        except OSError:
            continue
        lines = text.removeprefix("\ufeff").split("\n")
        kept = tuple(line.rstrip("\r") for line in lines if _is_pattern(line))
        if kept:
            found.append((folder, kept))
    return tuple(found)


def match_patterns(patterns: Patterns, root: Path, path: str, *, directory: bool | None) -> bool:
    """Apply the rules of gitignore(5) to a path relative to `root`.

    Args:
        patterns: of all .gitignore files concerned.
        root: the scanned folder; its own name counts for patterns from above it.
        path: POSIX path.
        directory: it is a folder; None where that is not known, so that both forms count.
    """
    specs = _compile_patterns(patterns)
    parts = path.rstrip("/").split("/")
    for length in range(1, len(parts) + 1):
        name = "/".join(parts[:length])
        is_folder = True if length < len(parts) else directory
        forms = [name + "/"] if is_folder else [name] if is_folder is False else [name, name + "/"]
        # Once a folder is ignored, git does not look for exceptions below it.
        if any(_decide(specs, root, form) for form in forms):
            return True
    return False


def _is_pattern(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


@lru_cache(maxsize=256)
def _compile_patterns(patterns: Patterns) -> dict[str, GitIgnoreSpec]:
    from pathspec import GitIgnoreSpec

    specs = {}
    for folder, lines in patterns:
        valid = [line for line in lines if _is_valid(line)]
        specs[folder] = GitIgnoreSpec.from_lines(valid)
    return specs


def _is_valid(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _decide(specs: dict[str, GitIgnoreSpec], root: Path, path: str) -> bool:
    for folder, relative in _list_folders_around(root, path):
        spec = specs.get(folder)
        verdict = None if spec is None else spec.check_file(relative).include
        if verdict is not None:
            return verdict
    return False


def _list_folders_around(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """(folder, path relative to it), innermost first, as the innermost file has the last word."""
    parts = path.rstrip("/").split("/")
    tail = "/" if path.endswith("/") else ""
    for length in range(len(parts) - 1, -1, -1):
        yield "/".join(parts[:length]) or ".", "/".join(parts[length:]) + tail
    names = root.parts[1:]
    for count in range(1, len(names) + 1):
        yield "/".join([".."] * count), "/".join([*names[-count:], path])
