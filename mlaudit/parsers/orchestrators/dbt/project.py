"""The project that a file belongs to, and how it names its relations."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.model.data import Data
from mlaudit.model.immutable import immutable
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, join_path

_FILES = ("dbt_project.yml", "dbt_project.yaml")
_DEFAULT_SCHEMAS = ("public", "main", "dbo", "default", "PUBLIC")
_SOURCE_FILES = ("sources", "_sources", "source", "schema", "_schema", "src", "models", "_models")


@immutable
class Project:
    """One `dbt_project.yml`.

    Attributes:
        path: of the file.
        folder: that it stands in.
        data: what it says.
        schema: where its relations are made, "" where nothing says so.
    """

    path: str
    folder: str
    data: Data
    schema: str

    def holds(self, path: str, key: str, *defaults: str) -> bool:
        """Is the file in one of the folders that `key` names?"""
        old = key.replace("model-", "source-").replace("seed-", "data-")
        named = texts_of(find(self.data, key)) or texts_of(find(self.data, old))
        folders = [text for text, _ in named] or list(defaults)
        return any(path.startswith(join_path(self.folder, f) + "/") for f in folders)

    def relation(self, name: str, own_schema: str | None = None) -> str:
        """A relation that the project makes; a schema of its own is put behind the usual one."""
        schema = self.schema
        if own_schema:
            schema = f"{schema}_{own_schema}" if schema else own_schema
        return table(name, schema)


def table(name: str, schema: str) -> str:
    """A table as other code names it: that of the usual schema goes without."""
    return f"db:{name}" if schema in ("", *_DEFAULT_SCHEMAS) else f"db:{schema}.{name}"


def find_project(path: str, look_up: Lookup) -> Project | None:
    """The nearest project around a file, or None."""
    for folder in _folders_above(path):
        for name in _FILES:
            file = join_path(folder, name)
            data = look_up(file)
            if data is not None:
                return Project(file, folder, data, _schema_of(folder, data, look_up))
    return None


def _folders_above(path: str) -> Iterator[str]:
    folder = folder_of(path)
    while folder != ".":
        yield folder
        folder = folder_of(folder)
    yield "."


def _schema_of(folder: str, data: Data, look_up: Lookup) -> str:
    """The schema of the profile's usual target, as far as the project holds its profile."""
    profiles = look_up(join_path(folder, "profiles.yml"))
    profile = find(profiles, text_of(find(data, "profile")) or text_of(find(data, "name")) or "")
    outputs = entries_of(find(profile, "outputs"))
    target = text_of(find(profile, "target")) or "default"
    for entry in outputs:
        if entry.key == target or len(outputs) == 1:
            named = text_of(find(entry.value, "schema")) or text_of(find(entry.value, "dataset"))
            return "" if named is None or "{{" in named else named
    return ""


def source_table(path: str, source: str, name: str, project: Project, look_up: Lookup) -> str:
    """The table of a source; its schema is a hole where the file that declares it is not found."""
    for folder in _folders_above(path):
        for stem in (*_SOURCE_FILES, source, f"_{source}__sources", f"src_{source}"):
            for ending in ("yml", "yaml"):
                declared = _declared(look_up(join_path(folder, f"{stem}.{ending}")), source)
                if declared is not None:
                    return _table_of(declared, source, name)
        if folder == project.folder:
            break
    return table(name, "{" + source + "}")


def _declared(data: Data | None, source: str) -> Data | None:
    sources = items_of(find(data, "sources"))
    return next((item for item in sources if text_of(find(item, "name")) == source), None)


def _table_of(declared: Data, source: str, name: str) -> str:
    tables = items_of(find(declared, "tables"))
    own = next((item for item in tables if text_of(find(item, "name")) == name), None)
    schema = text_of(find(declared, "schema")) or source
    named = text_of(find(own, "identifier")) or name
    return table(named, "" if "{{" in schema else schema)


def stem(path: str) -> str:
    """The name of a model by its file."""
    return posixpath.basename(path).partition(".")[0]
