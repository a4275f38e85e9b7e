"""The bundle that a file of resources belongs to: its variables and what its targets change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data
from mlaudit.model.immutable import immutable
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.patterns import lazy_regex

_FILES = ("databricks.yml", "databricks.yaml", "bundle.yml", "bundle.yaml")
_EXPRESSION = lazy_regex(r"\$\{([\w.-]+)\}")
_DYNAMIC = lazy_regex(r"\{\{([^{}]*+)\}\}")
_ROOTS = ("workspace.file_path", "workspace.root_path", "bundle.root")


@immutable
class Bundle:
    """A bundle, or nothing where a file belongs to none.

    Attributes:
        folder: of its file.
        data: what it says, or None.
    """

    folder: str = "."
    data: Data | None = None

    def fill(self, text: str, parameters: dict[str, str | None]) -> str:
        """The text with variables and parameters of the job put in; a hole for what is unknown."""

        def variable(match: re.Match[str]) -> str:
            name = match[1]
            if name in _ROOTS:
                return "{root}"
            value = self._variable(name.removeprefix("var.")) if name.startswith("var.") else None
            return _hole(name) if value is None else value

        def dynamic(match: re.Match[str]) -> str:
            name = match[1].strip().rpartition(".")[2]
            value = parameters.get(name) if "parameters." in match[1] else None
            return _hole(name) if value is None else value

        return _DYNAMIC.sub(dynamic, _EXPRESSION.sub(variable, text))

    def _variable(self, name: str) -> str | None:
        """The value in the usual target, else the default."""
        for entry in entries_of(find(self.data, "targets")):
            usual = find(entry.value, "default")
            if usual is not None and getattr(usual, "value", None) is True:
                value = text_of(find(entry.value, "variables", name))
                if value is not None:
                    return value
        declared = find(self.data, "variables", name)
        return text_of(find(declared, "default")) or text_of(declared)

    def changes_of(self, job: str) -> Iterator[Data]:
        """What targets say of a job beside its declaration."""
        for entry in entries_of(find(self.data, "targets")):
            change = find(entry.value, "resources", "jobs", job)
            if change is not None:
                yield change


def _hole(name: str) -> str:
    return "{" + re.sub(r"\W+", "_", name.rpartition(".")[2]) + "}"


def find_bundle(path: str, look_up: Lookup) -> Bundle:
    """The bundle around a file."""
    folder = folder_of(path)
    while True:
        for name in _FILES:
            data = look_up(join_path(folder, name))
            if data is not None:
                return Bundle(folder, data)
        if folder == ".":
            return Bundle(folder_of(path))
        folder = folder_of(folder)
