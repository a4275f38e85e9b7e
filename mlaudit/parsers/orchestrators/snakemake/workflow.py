"""The files of one workflow: the main Snakefile and all that it includes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from mlaudit.model.data import Data, Scalar, Table, plain
from mlaudit.model.immutable import immutable
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.orchestrators.snakemake.paths import (
    configuration_files,
    main_files,
    working_directory,
)
from mlaudit.parsers.path_text import folder_of, join_path

_MAXIMUM_FILES = 200
_MAXIMUM_NESTING = 5


@immutable
class Workflow:
    """What the rules of a file share with the other files of their workflow.

    Attributes:
        directory: in which all of it runs, None where the file alone tells it.
        folders: of the main file and of this one, as `basedir` and `current_basedir`.
        names: of variables and functions, with their values.
        rules: by name and directive the (name, values) of its arguments.
        configuration: the settings.
        files: from which they come.
    """

    directory: str | None
    folders: dict[str, str]
    names: dict[str, Any]
    rules: dict[str, dict[str, list[tuple[str, list[str]]]]]
    configuration: Any
    files: tuple[str, ...]


def find_workflow(path: str, data: Data | None, lookup: Lookup) -> Workflow:
    """The workflow that a file belongs to: the outermost one that includes it."""
    main = path
    for _ in range(_MAXIMUM_NESTING):
        outer = _find_including(main, lookup)
        if outer is None:
            break
        main = outer
    included = main != path
    if not included:
        guesses = main_files(working_directory(path))
        main = next((file for file in guesses if lookup(file) is not None), path)
    others = [found for name, found in _reach(main, lookup).items() if name != path]
    directory = _directory_of(main, lookup(main)) if included else None
    start = working_directory(main if included else path)
    configuration, named = _find_configuration(start, [data, lookup(main)], lookup)
    tables = [table for table in (data, *others) if isinstance(table, Table)]
    folders = {"basedir": folder_of(main), "current_basedir": folder_of(path)}
    return Workflow(
        directory, folders, _join_names(tables), _join_rules(tables), configuration, named
    )


def _find_including(path: str, lookup: Lookup) -> str | None:
    folder = posixpath.dirname(path)
    while True:
        for candidate in main_files(folder or "."):
            if candidate != path and path in _reach(candidate, lookup):
                return candidate
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def _reach(main: str, lookup: Lookup) -> dict[str, Data]:
    """A file and what it includes, directly and through others, in the order of reading."""
    found: dict[str, Data] = {}
    waiting = [main]
    while waiting and len(found) < _MAXIMUM_FILES:
        path = waiting.pop(0)
        data = lookup(path) if path not in found else None
        if isinstance(data, Table):
            found[path] = data
            includes = plain(data.get("includes"))
            waiting[:0] = includes if isinstance(includes, list) else []
    return found


def _directory_of(main: str, data: Data | None) -> str:
    named = data.get("workdir") if isinstance(data, Table) else None
    inner = named.value if isinstance(named, Scalar) and isinstance(named.value, str) else "."
    return join_path(working_directory(main), inner)


def _find_configuration(
    directory: str, sources: list[Data | None], lookup: Lookup
) -> tuple[Any, tuple[str, ...]]:
    paths = list(configuration_files(directory))
    for source in sources:
        named = source.get("configfile") if isinstance(source, Table) else None
        if isinstance(named, Scalar) and isinstance(named.value, str):
            paths = [join_path(directory, named.value)]
            break
    path = next((path for path in paths if lookup(path) is not None), None)
    return (None, ()) if path is None else (plain(lookup(path)), (path,))


def _join_names(tables: list[Table]) -> dict[str, Any]:
    """Names of all files: the first file's own, and those on which the others agree."""
    own, *others = [_plain_table(table.get("names")) for table in tables] or [{}]
    joined: dict[str, Any] = {}
    for names in others:
        for name, value in names.items():
            joined[name] = value if joined.get(name, value) == value else f"{{{name}}}"
    return {**joined, **own}


def _join_rules(tables: list[Table]) -> dict[str, dict[str, list[tuple[str, list[str]]]]]:
    joined: dict[str, dict[str, list[tuple[str, list[str]]]]] = {}
    for table in reversed(tables):
        rules = table.get("rules")
        for rule in rules.entries if isinstance(rules, Table) else ():
            directives = rule.value.entries if isinstance(rule.value, Table) else ()
            joined[rule.key] = {each.key: list(_arguments(each.value)) for each in directives}
    return joined


def _arguments(data: Data) -> Iterator[tuple[str, list[str]]]:
    for entry in data.entries if isinstance(data, Table) else ():
        yield entry.key, list_texts(plain(entry.value))


def list_texts(value: Any) -> list[str]:
    """Every text in a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in list_texts(item)]
    return [] if value is None else [str(value)]


def _plain_table(data: Data | None) -> dict[str, Any]:
    found = plain(data)
    return found if isinstance(found, dict) else {}
