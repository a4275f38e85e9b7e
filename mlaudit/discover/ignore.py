"""Would git ignore a path? Answers for paths that are not there, from the .gitignore files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from mlaudit.discover.patterns import PathPattern, parse_pattern
from mlaudit.discover.tree import Tree
from mlaudit.model.immutable import immutable
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking
from mlaudit.patterns import lazy_regex

Patterns: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""(folder of the .gitignore file relative to the root, which may lie above it; its lines)."""

_TRAILING_SPACES = lazy_regex(r"(?<!\\) +$")


@immutable
class _Rule:
    """A line of a .gitignore file: a pattern, or an exception from earlier ones."""

    pattern: PathPattern
    ignores: bool


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
    lines = project.ignored_by_folder
    return match_patterns(lines, project.root, path, directory=directory)


def read_patterns(tree: Tree, folders: Iterable[str]) -> Patterns:
    """The lines of the .gitignore files of `folders`, without comments and blank lines."""
    found = []
    for folder in folders:
        lines = (tree.read_settings(f"{folder}/.gitignore") or "").split("\n")
        kept = tuple(line.rstrip("\r") for line in lines if _is_pattern(line))
        if kept:
            found.append((folder, kept))
    return tuple(found)


def match_patterns(
    lines: Mapping[str, tuple[str, ...]], root: Path, path: str, *, directory: bool | None
) -> bool:
    """Apply the rules of gitignore(5) to a path relative to `root`.

    Args:
        lines: of all .gitignore files concerned, by their folders.
        root: the scanned folder; its own name counts for patterns from above it.
        path: POSIX path.
        directory: it is a folder; None where that is not known, so that both forms count.
    """
    parts = path.rstrip("/").split("/")
    for length in range(1, len(parts) + 1):
        name = "/".join(parts[:length])
        forms = (True,) if length < len(parts) else _FORMS[directory]
        # Once a folder is ignored, git does not look for exceptions below it.
        if any(_decide(lines, root, name, folder) for folder in forms):
            return True
    return False


def matches_folder(patterns: Patterns, root: Path, path: str) -> bool:
    """The same for a folder inside of folders of which it is known that none is ignored."""
    return _decide(dict(patterns), root, path, folder=True)


_FORMS: dict[bool | None, tuple[bool, ...]] = {True: (True,), False: (False,), None: (False, True)}


def _is_pattern(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


@lru_cache(maxsize=4096)
def _parse_lines(lines: tuple[str, ...]) -> tuple[_Rule, ...]:
    """The rules of a file, last line first, as that has the last word."""
    return tuple(rule for line in reversed(lines) if (rule := _parse_line(line)) is not None)


@cache
def _parse_line(line: str) -> _Rule | None:
    text = _TRAILING_SPACES.sub("", line)
    ignores = not text.startswith("!")
    pattern = parse_pattern(text.removeprefix("!"))
    return None if pattern is None else _Rule(pattern, ignores)


def _decide(lines: Mapping[str, tuple[str, ...]], root: Path, path: str, folder: bool) -> bool:
    """By the innermost file first; only those in the folders above the path count."""
    for base in _list_bases(path, len(root.parts) - 1):
        relative = _relative_to(base, root, path) if base in lines else None
        if relative is None:
            continue
        for rule in _parse_lines(lines[base]):
            if rule.pattern.matches(relative, folder=folder):
                return rule.ignores
    return False


def _list_bases(path: str, above: int) -> Iterator[str]:
    """The folders above a path, innermost first, up to some above the root."""
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield "."
    yield from ("/".join([".."] * (number + 1)) for number in range(above))


def _relative_to(base: str, root: Path, path: str) -> str | None:
    """The path as seen from a folder above it, or None."""
    if base == ".":
        return path
    if base == ".." or base.startswith("../"):
        names = root.parts[1:]
        above = base.count("/") + 1
        return "/".join([*names[-above:], path]) if above <= len(names) else None
    return path[len(base) + 1 :] if path.startswith(base + "/") else None
