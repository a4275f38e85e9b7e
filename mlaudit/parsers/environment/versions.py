"""Tables of packages and versions, as Poetry, Pipenv, PDM and Pixi write them."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Sequence, Table
from mlaudit.model.facts import Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.environment.requirement import is_exact, normalise_name, read_source
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.patterns import lazy_regex

_BARE_VERSION = lazy_regex(r"\d[\w.!+-]*")
_SOURCES = ("git", "url", "file", "hg")


def read_version_table(data: Data | None, path: str) -> Iterator[Requirement]:
    """Every package of a table but Python itself."""
    for entry in entries_of(data):
        if entry.key.lower() != "python":
            yield from _read_entry(entry, path)


def python_of(data: Data | None) -> str | None:
    """The Python version in a table of packages, or None."""
    python = find(data, "python")
    return text_of(find(python, "version")) if isinstance(python, Table) else text_of(python)


def _read_entry(entry: Entry, path: str) -> Iterator[Requirement]:
    place = Place(path, entry.line)
    if isinstance(entry.value, Sequence):
        # One package with a version for each platform counts once, with its first version.
        for item in entry.value.items[:1]:
            yield from _read_entry(Entry(entry.key, item, entry.line), path)
        return
    for source in _SOURCES:
        url = text_of(find(entry.value, source))
        if url is not None:
            commit = text_of(find(entry.value, "rev")) or text_of(find(entry.value, "ref"))
            tag = text_of(find(entry.value, "tag")) or text_of(find(entry.value, "branch"))
            revision = commit or tag
            yield read_source(entry.key, f"{url}@{revision}" if revision else url, place)
            return
    if find(entry.value, "path") is not None or find(entry.value, "workspace") is not None:
        return
    version = text_of(entry.value) or text_of(find(entry.value, "version")) or ""
    if _BARE_VERSION.fullmatch(version):
        version = f"=={version}"
    specifier = "" if version == "*" else version
    yield Requirement(normalise_name(entry.key), specifier, is_exact(specifier), place)
