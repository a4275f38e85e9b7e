"""Project.toml and Manifest.toml of Julia: https://pkgdocs.julialang.org/v1/toml-files/."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Sequence
from mlaudit.model.facts import Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.toml_data import read_toml
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?:Julia)?(?:Project|Manifest)(?:-v[\d.]+)?\.toml")
_EXACT = lazy_regex(r"=\s*\d+\.\d+\.\d+")


def parse_julia_project(path: str, data: bytes) -> Facts:
    """The packages that a project asks for, or those of its manifest with their versions.

    Broken syntax is reported where the file is read as configuration.
    """
    value, _, _ = read_toml(data)
    locked = "Manifest" in name_of(path)
    found = tuple(_read_manifest(value, path) if locked else _read_project(value, path))
    if not found:
        return Facts(path, PARSER.name)
    return Facts(path, PARSER.name, environments=(Environment(path, "julia", found, locked),))


def _read_project(value: Data | None, path: str) -> Iterator[Requirement]:
    for entry in entries_of(find(value, "deps")):
        version = text_of(find(value, "compat", entry.key)) or ""
        exact = bool(_EXACT.fullmatch(version))
        yield Requirement(f"julia:{entry.key}", version, exact, Place(path, entry.line))


def _read_manifest(value: Data | None, path: str) -> Iterator[Requirement]:
    """Packages of the newer format stand under `deps`, those of the older one at the top."""
    table = value if find(value, "deps") is None else find(value, "deps")
    for entry in entries_of(table):
        items = items_of(entry.value) if isinstance(entry.value, Sequence) else ()
        for item in items[:1]:
            version = text_of(find(item, "version")) or ""
            pinned = Requirement(f"julia:{entry.key}", f"=={version}", True, Place(path, item.line))
            yield pinned


PARSER = Parser(
    "julia-project", lambda path: bool(_NAME.fullmatch(name_of(path))), parse_julia_project
)
