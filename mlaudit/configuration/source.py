"""Finds the file that configures a scan."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from mlaudit.configuration.problems import ConfigurationError, Problem
from mlaudit.discover.repository import find_repository
from mlaudit.discover.tree import read_settings
from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

VARIABLE = "MLAUDIT_CONFIG"
"""Names the file, unless the command line does."""
FILE, PROJECT_FILE = "mlaudit.toml", "pyproject.toml"
_HEADER = lazy_regex(r"^\s*\[+\s*tool\s*\.\s*[\"']?mlaudit\b", re.MULTILINE)


@immutable
class Source:
    """A file that configures a scan.

    Attributes:
        label: how messages name it.
        folder: absolute, of what its paths are relative to, the root or one around it in the
            repository; None where the file lies elsewhere: then it is the root.
        data: what it says.
        text: the whole file.
        notes: remarks for the reader.
        scanned: it is a file of the scanned tree, and read with that as well.
    """

    label: str
    folder: Path | None
    data: dict[str, Any]
    text: str = ""
    notes: tuple[str, ...] = ()
    scanned: bool = True


def find_source(root: Path, named: Path | None = None) -> Source | None:
    """The file that configures the scan of `root`, or None.

    That is the one that a person names, or the first on the way from the root up to the top of
    its repository; where there is no repository, the root alone is looked into.

    Args:
        root: the scanned directory.
        named: by the person who scans.

    Raises:
        ConfigurationError: the file cannot be read, or is no TOML.
    """
    if named is None and os.environ.get(VARIABLE):
        named = Path(os.environ[VARIABLE])
    return look_around(root) if named is None else _read_named(root.resolve(), named)


def look_around(root: Path) -> Source | None:
    """The file of the project itself; raises ConfigurationError as `find_source` does."""
    root = root.resolve()
    found = (_look_into(root, folder) for folder in _list_folders(root))
    return next((source for source in found if source is not None), None)


def _list_folders(root: Path) -> tuple[Path, ...]:
    """The root and the folders around it, up to the top of its repository."""
    repository = find_repository(root)
    depth = len(root.relative_to(repository.top).parts) if repository is not None else 0
    return (root, *root.parents[:depth])


def _read_named(root: Path, named: Path) -> Source:
    label = str(named)
    try:
        text = named.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise _fail(label, f"cannot be read: {error.strerror}") from error
    folder = named.resolve().parent
    around = folder if folder in _list_folders(root) else None
    scanned = folder.is_relative_to(root) and named.name in (FILE, PROJECT_FILE)
    table = _own_table(label, text) if named.name == PROJECT_FILE else _decode(label, text)
    if table is None:
        raise _fail(label, "has no table [tool.mlaudit]")
    return Source(label, around, table, text, scanned=scanned)


def _look_into(root: Path, folder: Path) -> Source | None:
    """The configuration that lies in a folder, or None; links are not followed."""
    own, project = folder / FILE, folder / PROJECT_FILE
    label, text = _name(root, project), read_settings(project) or ""
    table = _find_table(label, text)
    if not os.path.lexists(own):
        return None if table is None else Source(label, folder, table, text, (), folder == root)
    label, found = _name(root, own), read_settings(own)
    if found is None:
        raise _fail(label, "cannot be read, or is a link, which is not followed: use --config")
    note = f"{FILE} counts, not the table [tool.mlaudit] of the {PROJECT_FILE} beside it"
    notes = () if table is None else (note,)
    return Source(label, folder, _decode(label, found), found, notes, folder == root)


def _find_table(label: str, text: str) -> dict[str, Any] | None:
    """The table of pyproject.toml; a broken file is told only where it has one."""
    if "mlaudit" not in text:
        return None
    try:
        return _own_table(label, text)
    except ConfigurationError:
        if _HEADER.search(text):
            raise
        return None


def _own_table(label: str, text: str) -> dict[str, Any] | None:
    tool = _decode(label, text).get("tool")
    table = tool.get("mlaudit") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise _fail(label, "[tool.mlaudit] is no table")
    return table


def _decode(label: str, text: str) -> dict[str, Any]:
    import tomllib

    try:
        text.encode()
        return tomllib.loads(text)
    except UnicodeEncodeError as error:
        raise _fail(label, "is not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _fail(label, f"is no TOML: {error}") from error


def _name(root: Path, file: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()


def _fail(label: str, message: str) -> ConfigurationError:
    return ConfigurationError([Problem(label, "", message)])
