"""Hydra's composition: a configuration with the groups that its defaults list names.

Follows https://hydra.cc/docs/advanced/defaults_list/ and overriding_packages, as far as the files
of the tree and the nodes of the ConfigStore tell. What is not there leaves its package open.
"""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.configuration_values import merge_tables, put_value, value_of_data
from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.hydra_defaults import Entry, read_defaults
from mlaudit.graph.python.values import DictValue, Known
from mlaudit.model.data import Table
from mlaudit.patterns import lazy_regex

_MAX_DEPTH = 12
_CHOICE = lazy_regex(r"\$\{([\w/]+)\}")

STORE = "hydra store"
"""Where an evaluation keeps the nodes of the ConfigStore, by name."""

Package = tuple[str, ...]
Fragments = list[tuple[Package, DictValue]]


class Composition:
    """Composes configurations of some folders; `chosen` names options by their group."""

    def __init__(self, run: Evaluation, folders: tuple[str, ...], chosen: dict[str, str]) -> None:
        self._run, self._folders = run, folders
        self._chosen = dict(chosen)
        self._overrides: dict[str, str] = {}
        self._taken: dict[str, str] = {}
        self.files: dict[str, None] = {}
        """The files that the configuration was read from, in their order."""

    def compose(self, name: str) -> DictValue | None:
        """The values of a configuration, or None where it is not there."""
        fragments = self._collect(name, (), 0, ())
        if self._overrides and fragments is not None:
            self._chosen = {**self._overrides, **self._chosen}
            self.files.clear()
            fragments = self._collect(name, (), 0, ())
        if fragments is None:
            return None
        for group in self._chosen:
            if group not in self._taken and self.is_group(group):
                fragments += self._include(Entry(group, self._chosen[group]), "", (), 0)
        composed = DictValue({})
        for package, table in fragments:
            composed = merge_tables(composed, _nest(package, table))
        return composed

    @property
    def choices(self) -> DictValue:
        """The option that was taken of each group, as `hydra.runtime.choices` holds them."""
        own = {**self._overrides, **self._chosen}
        found = {group: own[group] for group in own if group.startswith("hydra/")}
        found |= {key: taken for key, taken in self._taken.items() if not key.endswith("@None")}
        return DictValue({group: Known(option) for group, option in found.items()})

    def is_group(self, name: str) -> bool:
        """Does a word choose an option instead of setting a value?"""
        path = name.partition("@")[0]
        folders = (posixpath.normpath(posixpath.join(folder, path)) for folder in self._folders)
        stored = self._run.kept.get(STORE)
        nodes = stored if isinstance(stored, dict) else {}
        return any(key.startswith(path + "/") for key in nodes) or any(
            map(self._run.world.exists, folders)
        )

    def _find(self, name: str) -> tuple[DictValue, str | None] | None:
        """The table of a configuration, and the package that its first line names."""
        stem = name.removesuffix(".yaml").removesuffix(".yml")
        for folder in self._folders:
            for ending in (".yaml", ".yml"):
                path = posixpath.normpath(posixpath.join(folder, stem)) + ending
                data = self._run.world.configuration(path)
                if isinstance(data, Table):
                    self.files[path] = None
                    value = value_of_data(data)
                    return (value, data.package or None) if isinstance(value, DictValue) else None
        stored = self._run.kept.get(STORE)
        node = stored.get(stem) if isinstance(stored, dict) else None
        return (node, None) if isinstance(node, DictValue) else None

    def _collect(
        self, name: str, package: Package, depth: int, parent: Package | None = None
    ) -> Fragments | None:
        """The parts of a configuration; its first line may place it elsewhere in `parent`."""
        found = self._find(posixpath.normpath(name)) if depth <= _MAX_DEPTH else None
        if found is None:
            return None
        table, header = found
        if header is not None and parent is not None:
            package = _place(header, parent, package)
        own = {key: value for key, value in table.entries.items() if key != "defaults"}
        last: Fragments = [(package, DictValue(own, table.open_))]
        fragments: Fragments = []
        for entry in read_defaults(table.entries.get("defaults")):
            if entry.option == "_self_":
                fragments, last = fragments + last, []
            else:
                fragments += self._include(entry, name, package, depth)
        return fragments + last

    def _include(self, entry: Entry, by: str, package: Package, depth: int) -> Fragments:
        beside = "" if entry.group.startswith("/") else posixpath.dirname(by)
        group = posixpath.normpath(posixpath.join(beside, entry.group.strip("/")))
        group = "" if group == "." else group
        if entry.override:
            self._overrides.setdefault(group, entry.option)
            return []
        option = self._choose(entry, group)
        if option in ("", "null"):
            return []
        keys = tuple(key for key in entry.group.strip("/").split("/") if key)
        inner, parent = package + keys, package if entry.package is None else None
        if entry.package is not None:
            inner = _place(entry.package, package, inner)
        found = self._collect(posixpath.join(group, option), inner, depth + 1, parent)
        if found is None and group.split("/")[0] != "hydra":
            return [(inner, DictValue({}, True))]
        return found or []

    def _choose(self, entry: Entry, group: str) -> str:
        """The option that the command line, an override or the list itself chooses."""
        if not entry.group.strip("/"):
            return entry.option
        named = f"{group}@{entry.package}"
        option = self._chosen.get(named) or self._chosen.get(group) or entry.option
        option = _CHOICE.sub(lambda match: self._taken.get(match[1], match[0]), option)
        self._taken[group] = self._taken[named] = option
        return option


def _place(package: str, parent: Package, own: Package) -> Package:
    """The keys of a package that a line or a header names, inside that of what includes it."""
    if package == "_here_":
        return parent
    if package == "_group_":
        return own
    keys = tuple(key for key in package.split(".") if key)
    return keys[1:] if keys[:1] == ("_global_",) else parent + keys


def _nest(package: Package, table: DictValue) -> DictValue:
    if not package:
        return table
    nested = DictValue({})
    put_value(nested, list(package), table)
    return nested
