"""The packages that the files of Python import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.text.statements import walk_statements
from mlaudit.model import summary as s
from mlaudit.model.code import PackageImport
from mlaudit.model.facts import Facts


def find_imports(facts: Mapping[str, Facts]) -> tuple[PackageImport, ...]:
    """Every import of a module by its full name, in order of file and line."""
    return tuple(found for path in sorted(facts) for found in _imports_of(facts[path].module))


def _imports_of(module: s.Module | None) -> Iterator[PackageImport]:
    if module is None:
        return
    for statement, around in walk_statements(module.body):
        if isinstance(statement, s.Import) and not statement.level and statement.module:
            optional = around.conditional or bool(around.function)
            yield PackageImport(statement.module, module.place(statement.line), optional)
