"""The folders that images are built from.

A Dockerfile does not say what its `COPY` is relative to: whoever builds it does. Its parser
assumes a folder; here the steps are moved to the one that the tree names.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from mlaudit.graph.containers.naming import build_of, name_contexts
from mlaudit.graph.matching import is_pattern
from mlaudit.graph.names import NameIndex
from mlaudit.model.facts import Declaration, DeclaredStep, Environment, Facts, Run
from mlaudit.model.project import Project
from mlaudit.parsers.path_text import folder_of


def rebase_builds(project: Project, facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, the steps of every Dockerfile relative to the context it is built from."""
    named = name_contexts(facts)
    tree = Tree(project)
    return {path: _rebase(tree, facts[path], named.get(path, [])) for path in facts}


class Tree:
    """The files and folders of a project, to be asked for by patterns, too."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._project.by_path)

    def holds(self, path: str) -> bool:
        """Is there a file or folder of that name, or a file that fits it?"""
        if is_pattern(path):
            return bool(self._names.find_fitting(path))
        exists = path in self._project.by_path or path in self._project.directories
        return exists and path != "."


def _rebase(tree: Tree, facts: Facts, named: list[str]) -> Facts:
    build = build_of(facts)
    if build is None:
        return facts
    move = Move(build.directory, choose_context(tree, build, named))
    if move.old == move.new:
        return facts
    return replace(
        facts,
        steps=tuple(_move_step(step, move) for step in facts.steps),
        environments=tuple(_move_environment(item, move) for item in facts.environments),
    )


def choose_context(tree: Tree, build: DeclaredStep, named: list[str]) -> str:
    """The context of a build: the one under which most of what it copies exists.

    A context that is named counts unless nothing at all is found under it but is elsewhere.
    Without any, the assumed one and the folders above the Dockerfile are tried.
    """
    old = build.directory
    sources = [_relative(read.path, old) for read in build.reads if read.role == "copy"]
    found = {
        context: sum(tree.holds(_join(context, source)) for source in sources)
        for context in (*named, old, *_folders_above(build.place.path))
    }
    best = max(found, key=found.__getitem__)
    if named:
        best_named = max(named, key=found.__getitem__)
        return best_named if found[best_named] or not found[best] else best
    return best if found[best] > found[old] else old


def _folders_above(path: str) -> list[str]:
    folders = [folder_of(path)]
    while folders[-1] != ".":
        folders.append(folder_of(folders[-1]))
    return folders


class Move:
    """Takes paths that are relative to one context to another."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new

    def __call__(self, path: str) -> str:
        """The path under the new context; what lies in the image or elsewhere stays."""
        if path.startswith(("/", "~", "{")) or "://" in path:
            return path
        return _join(self.new, _relative(path, self.old))


def _relative(path: str, directory: str) -> str:
    return posixpath.relpath(f"/root/{path}", f"/root/{directory}")


def _join(directory: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(directory, path))


def _move_step(step: DeclaredStep, move: Move) -> DeclaredStep:
    return replace(
        step,
        directory=move(step.directory),
        reads=tuple(_move_read(read, move) for read in step.reads),
        runs=tuple(_move_run(run, move) for run in step.runs),
        path_maps=tuple((inside, move(path)) for inside, path in step.path_maps),
    )


def _move_read(read: Declaration, move: Move) -> Declaration:
    return replace(read, path=move(read.path)) if read.role == "copy" else read


def _move_run(run: Run, move: Move) -> Run:
    return run if run.directory is None else replace(run, directory=move(run.directory))


def _move_environment(environment: Environment, move: Move) -> Environment:
    return replace(environment, includes=tuple(map(move, environment.includes)))
