"""The state of a build stage: its folder, its variables, and what was copied where."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from mlaudit.parsers.docker.values import expand
from mlaudit.parsers.path_text import join_path
from mlaudit.patterns import lazy_regex

_FILE_NAMES = lazy_regex(r"(?:Dockerfile|Makefile|LICENSE|README|Pipfile|Procfile)$")


@dataclass(slots=True)
class Stage:
    """A build stage while its instructions are read.

    Attributes:
        name: after `AS`, or its number.
        base: the image it starts from.
        directory: the working directory in the image.
        variables: of `ENV` and `ARG`; None where the value is not known.
        environment: names of `ENV`.
        maps: (path in the image, path relative to the root), in order of the copies.
        paths: folders of the image that instructions name.
        entrypoint, command: words of the exec form, or the text of the shell form, and the line.
    """

    name: str
    base: str
    directory: str = "/"
    variables: dict[str, str | None] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    maps: list[tuple[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    entrypoint: tuple[tuple[str, ...] | str, int] | None = None
    command: tuple[tuple[str, ...] | str, int] | None = None

    def inside(self, path: str) -> str:
        """The absolute path in the image that `path` names."""
        expanded = expand(path, self.variables)
        return posixpath.normpath(posixpath.join(self.directory, expanded))

    def host_directory(self) -> str:
        """The folder of the tree that the working directory holds, else the folder itself."""
        return map_back(self.directory, self.maps) or self.directory

    def copy(self, sources: list[str], target: str, folder: str, *, parents: bool) -> list[str]:
        """Record a copy from the context; gives the sources relative to the root."""
        destination = self.inside(target)
        into = target.endswith("/") or len(sources) > 1 or destination == self.directory
        found = []
        for source in sources:
            path = join_path(folder, expand(source, self.variables).lstrip("/") or ".")
            found.append(path)
            name = posixpath.basename(path)
            if parents:
                self._map(posixpath.join(destination, source.lstrip("/")), path)
            elif "*" in name or "?" in name:
                self._map(destination, posixpath.dirname(path) or ".")
            elif is_file(name):
                self._map(posixpath.join(destination, name) if into else destination, path)
            else:
                self._map(destination, path)
        return found

    def copy_from(self, other: Stage, sources: list[str], target: str) -> None:
        """Record a copy from another stage, as far as it leads back to the tree."""
        destination = self.inside(target)
        for source in sources:
            inside = posixpath.normpath(posixpath.join("/", expand(source, self.variables)))
            path = map_back(inside, other.maps)
            if path is None:
                continue
            into = is_file(posixpath.basename(inside)) and (
                target.endswith("/") or destination == self.directory
            )
            name = posixpath.basename(inside)
            self._map(posixpath.join(destination, name) if into else destination, path)

    def _map(self, inside: str, path: str) -> None:
        if (inside, path) not in self.maps:
            self.maps.append((inside, path))


def infer_context(folder: str, sources: list[str]) -> str:
    """The folder that the sources of copies are relative to, as far as the file tells.

    Usually it is the Dockerfile's own. A source that repeats a part of that folder's path
    (`COPY src/api/app.py` in src/api/Dockerfile) shows that it is the folder above that part.
    """
    parts = [] if folder == "." else folder.split("/")
    for source in sources:
        first = posixpath.normpath(source.lstrip("/")).split("/")[0]
        if first in parts and "/" in source.strip("/"):
            return "/".join(parts[: parts.index(first)]) or "."
    return folder


def is_file(name: str) -> bool:
    """Whether a name looks like that of a file: it has an extension or is a usual file name."""
    return bool(("." in name.strip(".") and not name.startswith(".")) or _FILE_NAMES.match(name))


def map_back(inside: str, maps: list[tuple[str, str]]) -> str | None:
    """The path of the tree that a path of the image stands for, or None.

    A folder into which only parts were copied stands for a folder of the tree when those parts
    keep their places: with `src` at /app/src and `run.py` at /app/run.py, /app is the root.
    """
    for place, path in sorted(maps, key=lambda pair: -len(pair[0])):
        if inside == place or inside.startswith(place.rstrip("/") + "/"):
            return posixpath.normpath(path + inside[len(place.rstrip("/")) :])
    found = set()
    for place, path in maps:
        if place.startswith(inside.rstrip("/") + "/"):
            rest = place[len(inside.rstrip("/")) + 1 :]
            if path == rest or path.endswith("/" + rest):
                found.add(path[: -len(rest)].rstrip("/") or ".")
    return found.pop() if len(found) == 1 and inside != "/" else None


def known(variables: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """(name, value) pairs with "" for what is not known."""
    return tuple((name, value or "") for name, value in variables.items())
