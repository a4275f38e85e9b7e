"""Where code stops because something is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.text.statements import Around, Walked
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.code import Check

_EXITS = frozenset({"exit", "_exit", "abort", "quit"})
_MAX_DEPTH = 40


def find_checks(files: Mapping[str, tuple[s.Module, Walked]]) -> tuple[Check, ...]:
    """Every assertion, and every error or exit under a test, in order of file and line."""
    return tuple(found for module, walked in files.values() for found in _checks(module, walked))


def _checks(module: s.Module, walked: Walked) -> Iterator[Check]:
    for statement, around in walked:
        test = _test_of(statement, around)
        if test is not None:
            names = {name.lower() for name in names_in(test)}
            about = tuple(sorted(names | {around.function.lower()} - {""}))
            yield Check(module.place(getattr(statement, "line", 0)), about)


def _test_of(statement: s.Statement, around: Around) -> e.Expression | None:
    """What is tested where a statement stops the run, or None."""
    if isinstance(statement, s.Raise):
        return around.test
    if not isinstance(statement, s.Evaluate):
        return None
    value = statement.value
    if isinstance(value, e.Operation) and value.operator == "assert":
        return value
    if around.test is None or not isinstance(value, e.Call):
        return None
    return around.test if _EXITS.intersection(names_in(value.function)) else None


def names_in(value: object, depth: int = 0) -> Iterator[str]:
    """The identifiers, attributes and keys that an expression is made of."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, e.Name):
        yield value.identifier
    elif isinstance(value, e.Constant):
        if isinstance(value.value, str) and len(value.value) < _MAX_DEPTH:
            yield value.value
    elif isinstance(value, tuple):
        for part in value:
            yield from names_in(part, depth + 1)
    elif hasattr(value, "__dataclass_fields__"):
        if isinstance(value, e.Attribute):
            yield value.name
        for field in value.__dataclass_fields__:
            yield from names_in(getattr(value, field), depth + 1)
