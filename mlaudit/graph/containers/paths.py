"""Where paths inside a container lead: to what was copied or mounted there."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TypeAlias, TypeVar

from mlaudit.graph.python.evaluation import World
from mlaudit.model.data import Data
from mlaudit.model.immutable import immutable
from mlaudit.model.summary import Module
from mlaudit.model.workflow import Access, Effect
from mlaudit.parsers.path_text import join_path

PathMaps: TypeAlias = tuple[tuple[str, str], ...]
"""(path inside, path relative to the root or address in a store) of mounts and copies."""
_Happening = TypeVar("_Happening", Access, Effect)


def map_path(path: str, maps: PathMaps, world: World) -> str:
    """The path of the tree that a path used inside a container stands for.

    An absolute path leads to the innermost copy or mount around it; of several at one place, to
    one where the file exists. A path that was resolved in the folder of the tree that the working
    directory holds leads on where something else lies at that place of the image, and one that
    leads out of the tree goes up from where the image holds the tree.
    """
    if path.startswith(("/", "~", "{")):
        found = _lead_out(path, maps)
        return next((p for p in found if world.exists(p)), found[0] if found else path)
    if path.startswith("../"):
        return _find_above(path, maps) or path
    if ":" in path or world.exists(path):
        return path
    for inside, outside in maps:
        below = path if outside == "." else path.removeprefix(outside + "/")
        if below != path or outside == ".":
            inner = f"{inside.rstrip('/')}/{below}"
            deeper = tuple(pair for pair in maps if len(pair[0]) > len(inside))
            found = [p for p in _lead_out(inner, deeper) if p != path]
            if found:
                return found[0]
    return path


def _find_above(path: str, maps: PathMaps) -> str | None:
    """The file of the tree that lies in the image beside or above what holds the tree there."""
    for inside, outside in maps:
        if inside.endswith("/" + outside):
            root = inside[: -len(outside)]
            found = _lead_out(posixpath.normpath(root + path), maps)
            if found:
                return found[0]
    return None


def _lead_out(path: str, maps: PathMaps) -> list[str]:
    """Where an absolute path leads, innermost places first."""
    found = []
    for inside, outside in sorted(maps, key=lambda pair: -len(pair[0])):
        place = inside.rstrip("/")
        if path == inside or path.startswith(place + "/"):
            found.append((len(inside), _below(outside, path[len(place) :].lstrip("/"))))
    return [path for length, path in found if length == found[0][0]]


def _below(outside: str, path: str) -> str:
    """A path inside of a folder of the tree, or of a place in a store."""
    if "://" in outside:
        return f"{outside.rstrip('/')}/{path}".rstrip("/")
    return join_path(outside, path or ".")


def map_path_of_access(happening: _Happening, maps: PathMaps, world: World) -> _Happening:
    """The access or effect with its path as one of the tree."""
    artifact = happening.artifact
    if artifact is None or not maps:
        return happening
    mapped = map_path(artifact, maps, world)
    return happening if mapped == artifact else replace(happening, artifact=mapped)


@immutable
class MappedWorld:
    """The scanned tree as code inside a container sees it."""

    inner: World
    maps: PathMaps

    def module(self, path: str) -> Module | None:
        """The summary of a file, or None."""
        return self.inner.module(self._map(path))

    def configuration(self, path: str) -> Data | None:
        """The data of a configuration file, or None."""
        return self.inner.configuration(self._map(path))

    def exists(self, path: str) -> bool:
        """Is there a file or folder of that name?"""
        return self.inner.exists(self._map(path))

    def find_module(self, dotted: str, bases: tuple[str, ...]) -> str | None:
        """The path of a module by its dotted name, or None where it is not of this tree."""
        return self.inner.find_module(dotted, tuple(map(self._map, bases)))

    def _map(self, path: str) -> str:
        return map_path(path, self.maps, self.inner)
