"""The scanned tree as the interpreter sees it: modules, configuration, files."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property

from mlaudit.model.data import Data
from mlaudit.model.facts import Facts
from mlaudit.model.project import Project
from mlaudit.model.summary import Import, Module

_NOTEBOOK_IMPORTERS = ("import_ipynb", "nbimporter", "importnb")
"""Packages whose import makes notebooks importable by their names."""


class TreeWorld:
    """Answers questions about the tree from its project and the facts of its files."""

    def __init__(self, project: Project, facts: Mapping[str, Facts]) -> None:
        self.project = project
        self.facts = facts
        self._found: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def module(self, path: str) -> Module | None:
        """The summary of a file, or None."""
        facts = self.facts.get(path)
        return facts.module if facts is not None else None

    def configuration(self, path: str) -> Data | None:
        """The data of a configuration file, or None."""
        facts = self.facts.get(path)
        return facts.data if facts is not None else None

    def exists(self, path: str) -> bool:
        """Is there a file or folder of that name?"""
        return path in self.project.by_path or path in self.project.directories

    @cached_property
    def _roots(self) -> tuple[str, ...]:
        """Folders from which packages of the tree are usually importable."""
        found = []
        for root in self.project.subprojects:
            for folder in (root, posixpath.normpath(root + "/src")):
                if folder in self.project.directories:
                    found.append(folder)
        return tuple(found)

    @cached_property
    def _by_suffix(self) -> dict[str, list[str]]:
        """Python files by their last two path components."""
        found: dict[str, list[str]] = {}
        for path, facts in self.facts.items():
            if facts.module is not None and path.endswith(".py"):
                stem = path.removesuffix("/__init__.py").removesuffix(".py")
                found.setdefault("/".join(stem.split("/")[-2:]), []).append(path)
        return found

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        """What follows the name of a module, packages first; some packages import notebooks."""
        imported = {
            statement.module
            for facts in self.facts.values()
            for statement in (facts.module.body if facts.module is not None else ())
            if isinstance(statement, Import)
        }
        notebooks = (".ipynb",) if not imported.isdisjoint(_NOTEBOOK_IMPORTERS) else ()
        return ("/__init__.py", ".py", *notebooks)

    def find_module(self, dotted: str, bases: tuple[str, ...]) -> str | None:
        """The path of a module by its dotted name, or None where it is not of this tree."""
        key = (dotted, bases)
        if key not in self._found:
            self._found[key] = self._find(dotted, bases)
        return self._found[key]

    def _find(self, dotted: str, bases: tuple[str, ...]) -> str | None:
        tail = dotted.replace(".", "/")
        folders = [*bases, *_folders_above(bases), *self._list_roots(tail), "."]
        namespace = None
        for folder in dict.fromkeys(folders):
            stem = posixpath.normpath(posixpath.join(folder, tail))
            for candidate in (stem + ending for ending in self._endings):
                if candidate in self.facts and self.facts[candidate].module is not None:
                    return candidate
            if namespace is None and stem in self.project.directories and stem != ".":
                namespace = stem if self._has_code(stem) else None
        return namespace or self._find_unique(tail)

    def _has_code(self, folder: str) -> bool:
        return folder in self._code_folders

    @cached_property
    def _code_folders(self) -> frozenset[str]:
        """The folders with Python files, at whatever depth."""
        found: set[str] = set()
        for path in self.facts:
            folder = posixpath.dirname(path) if path.endswith(".py") else ""
            while folder and folder not in found:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)

    def _list_roots(self, tail: str) -> tuple[str, ...]:
        """Those of the roots that hold a file or a folder with the first name of a module."""
        return self._roots_by_name.get(tail.partition("/")[0], ())

    @cached_property
    def _roots_by_name(self) -> dict[str, tuple[str, ...]]:
        """The roots by the names of what lies directly in them, without what follows a name."""
        names: dict[str, set[str]] = {root: set() for root in self._roots}
        for path in (*self.facts, *self.project.directories):
            folder, name = posixpath.split(path)
            if (folder or ".") in names:
                names[folder or "."].add(name.partition(".")[0])
                names[folder or "."].add(name)
        found: dict[str, list[str]] = {}
        for root in self._roots:
            for name in names[root]:
                found.setdefault(name, []).append(root)
        return {name: tuple(roots) for name, roots in found.items()}

    def _find_unique(self, tail: str) -> str | None:
        """A dotted name whose last two parts name exactly one file of the tree."""
        if "/" not in tail:
            return None
        found = self._by_suffix.get("/".join(tail.split("/")[-2:]), [])
        matching = [
            p for p in found if p.removesuffix("/__init__.py").removesuffix(".py").endswith(tail)
        ]
        return matching[0] if len(matching) == 1 else None


def _folders_above(bases: tuple[str, ...]) -> list[str]:
    """The folders above each base, nearest first; the root itself is not among them."""
    found: list[str] = []
    for base in bases:
        folder = posixpath.dirname(base)
        while folder not in ("", ".", "/") and not folder.startswith(("..", "/")):
            found.append(folder)
            folder = posixpath.dirname(folder)
    return found
