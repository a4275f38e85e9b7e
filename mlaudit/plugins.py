"""What installed packages, and files that a person names, add to mlaudit.

A package adds to a group through an entry point of that name in its metadata. A plugin file named
on the command line (`--plugin FILE`) is asked for everything. Nothing that stands in a scanned
repository is ever loaded because the repository says so.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

RULES = "mlaudit.rules"
PARSERS = "mlaudit.parsers"
CATALOG = "mlaudit.catalog"
REPORTERS = "mlaudit.reporters"
GROUPS = (RULES, PARSERS, CATALOG, REPORTERS)
"""The entry-point groups; the value of an entry is a module or a package."""

_local: dict[Path, ModuleType] = {}


class PluginError(Exception):
    """A plugin cannot be used; the message says which and why."""


def load_file(file: Path) -> None:
    """Load a plugin file; to be called before anything else is asked for.

    Raises:
        PluginError: there is no such file, or it cannot be imported.
    """
    path = file.resolve()
    name = f"mlaudit_plugin_{path.stem}_{len(_local)}"
    if path in _local:
        return
    if not path.is_file() or path.suffix != ".py":
        raise PluginError(f"the plugin {file} is no Python file")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"the plugin {file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise PluginError(
            f"the plugin {file} cannot be imported: {type(error).__name__}: {error}"
        ) from error
    _local[path] = module


def local_modules() -> tuple[ModuleType, ...]:
    """The plugin files that were loaded, in order."""
    return tuple(_local.values())


@cache
def list_entries(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, by name."""
    return tuple(sorted(_list_all_entries().select(group=group), key=lambda entry: entry.name))


@cache
def _list_all_entries() -> Any:
    """Those of all installed packages, whose files are read for it; they `select` by group."""
    from importlib import metadata

    return metadata.entry_points()


def find_modules(group: str) -> Iterator[ModuleType]:
    """What packages register in a group, then the plugin files.

    Raises:
        PluginError: an entry cannot be imported, or is no module.
    """
    for entry in list_entries(group):
        yield load_entry(entry)
    yield from local_modules()


def load_entry(entry: EntryPoint) -> ModuleType:
    """The module of an entry point.

    Raises:
        PluginError: it cannot be imported, or is no module.
    """
    try:
        module = entry.load()
    except Exception as error:
        raise PluginError(
            f"the entry point {entry.name!r} ({entry.value}) of {entry.group} cannot be loaded: "
            f"{type(error).__name__}: {error}"
        ) from error
    if not isinstance(module, ModuleType):
        raise PluginError(f"the entry point {entry.name!r} ({entry.value}) names no module")
    return module


def list_packages() -> frozenset[str]:
    """The names of the packages and files that plugins are in, without importing any."""
    entries = (entry for group in GROUPS for entry in list_entries(group))
    installed = (entry.module.partition(".")[0] for entry in entries)
    return frozenset([*installed, *(module.__name__ for module in local_modules())])


def describe_plugins() -> Iterator[str]:
    """Everything that takes part, in words that change when another version of it does."""
    for group in GROUPS:
        for entry in list_entries(group):
            version = entry.dist.version if entry.dist is not None else ""
            yield f"{group} {entry.name} {entry.value} {version}"
    for path in _local:
        yield f"{path} {path.read_bytes()!r}"
