"""Follows small programs in the tests, without a tree on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from mlaudit.graph.python.interpreter import Behaviour, Start, run_code
from mlaudit.graph.world import TreeWorld
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Tracking, UnresolvedReason
from mlaudit.parsers.registry import parse_file

Files = Mapping[str, str | bytes]


def make_world(files: Files) -> TreeWorld:
    """A tree in memory, its files read by the real parsers."""
    contents = {
        path: dedent(content).encode() if isinstance(content, str) else content
        for path, content in files.items()
    }
    sources = [SourceFile(path, len(contents[path]), Tracking.GIT) for path in sorted(contents)]
    parsed = {path: parse_file(path, contents[path]) for path in sorted(contents)}
    facts = {path: found for path, found in parsed.items() if found is not None}
    return TreeWorld(Project(Path("/nowhere"), "nowhere", tuple(sources)), facts)


def behaviour(
    files: str | Files,
    command: str | None = None,
    directory: str = ".",
    *,
    entry: str = "main.py",
    function: str | None = None,
    **environment: str,
) -> Behaviour:
    """What starting `entry` does.

    Args:
        files: the tree, or the source of the entry alone.
        command: the words after the program's name, None where nobody knows them.
        directory: the working directory.
        entry: the file that is started.
        function: what a console script calls.
        environment: variables that are set.
    """
    tree = {entry: files} if isinstance(files, str) else files
    arguments = None if command is None else tuple(command.split())
    start = Start(entry, arguments, directory, tuple(environment.items()), function)
    return run_code(make_world(tree), start)


def touched(found: Behaviour) -> list[str]:
    """`mode artifact` of every access but those of the environment, without repetitions."""
    lines = (
        f"{access.mode} {access.artifact}"
        for access in found.accesses
        if not access.artifact.startswith("env:")
    )
    return list(dict.fromkeys(lines))


def written(
    files: str | Files, command: str | None = None, directory: str = ".", **options: str
) -> list[str]:
    """What the program writes; it must leave nothing unresolved."""
    found = behaviour(files, command, directory, **options)
    assert found.unresolved == ()
    return [line.removeprefix("write ") for line in touched(found) if line.startswith("write ")]


def unresolved(found: Behaviour) -> list[tuple[str, UnresolvedReason]]:
    """(mode, reason) of every access that could not be resolved."""
    return [(item.mode, item.reason) for item in found.unresolved]
