"""The packages that the files of Python import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.text.statements import Walked
from mlaudit.model import summary as s
from mlaudit.model.code import PackageImport


def find_imports(files: Mapping[str, tuple[s.Module, Walked]]) -> tuple[PackageImport, ...]:
    """Every import of a module by its full name, in order of file and line."""
    return tuple(found for module, walked in files.values() for found in _imports(module, walked))


def _imports(module: s.Module, walked: Walked) -> Iterator[PackageImport]:
    for statement, around in walked:
        if isinstance(statement, s.Import) and not statement.level and statement.module:
            place, local = module.place(statement.line), bool(around.function)
            yield PackageImport(statement.module, place, around.conditional, local)
