"""What the handlers of a `try` forgive."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.python.evaluation import Frame
from mlaudit.graph.text.statements import walk_statements
from mlaudit.model import expression as e
from mlaudit.model import summary as s

_WIDE = frozenset({"Exception", "BaseException"})
_SPEAKING = frozenset(
    {"print", "pprint", "write", "print_exc", "print_exception", "echo", "warn", "warning", "error",
     "exception", "critical", "info", "debug", "log"}
)  # fmt: skip
"""Last parts of the names of functions that only tell a person something."""


def forgives(handler: s.Handler, errors: tuple[str, ...]) -> bool:
    """Does the handler go on after one of the errors, such as that of an absent file?"""
    names = [] if handler.types is None else _exception_names(handler.types)
    catches = handler.types is None or any(name in errors for name in names)
    return catches and not any(_ends(statement) for statement in handler.body)


def misses_what_it_makes(node: s.Try, frame: Frame) -> bool:
    """Is every error only told, although what follows needs what the body was to make?

    Nothing has bound those names before, so that the code fails a few lines later: it does not
    cope with the absence of a file, it hides the message.
    """
    if not node.handlers or not all(map(_only_speaks, node.handlers)):
        return False
    made = {name for name in _bound(node.body) if frame.scope.find(name) is None}
    for statement in (*node.otherwise, *node.final, *frame.rest):
        if not made:
            return False
        if made.intersection(_used(statement)):
            return True
        made -= set(_bound((statement,)))
    return False


def is_exit(function: e.Expression) -> bool:
    """Does calling it end the program?"""
    if isinstance(function, e.Name):
        return function.identifier in ("exit", "quit")
    return (
        isinstance(function, e.Attribute)
        and isinstance(function.base, e.Name)
        and (function.base.identifier, function.name) in (("sys", "exit"), ("os", "_exit"))
    )


def _only_speaks(handler: s.Handler) -> bool:
    wide = handler.types is None or bool(_WIDE.intersection(_exception_names(handler.types)))
    return wide and bool(handler.body) and all(map(_speaks, handler.body))


def _speaks(statement: s.Statement) -> bool:
    if not isinstance(statement, s.Evaluate) or not isinstance(statement.value, e.Call):
        return False
    function = statement.value.function
    name = function.identifier if isinstance(function, e.Name) else getattr(function, "name", "")
    return name in _SPEAKING


def _ends(statement: s.Statement) -> bool:
    if isinstance(statement, s.Evaluate):
        return isinstance(statement.value, e.Call) and is_exit(statement.value.function)
    return isinstance(statement, s.Raise)


def _exception_names(types: e.Expression) -> list[str]:
    if isinstance(types, e.Collection):
        return [name for element in types.elements for name in _exception_names(element)]
    if isinstance(types, e.Name):
        return [types.identifier]
    return [types.name] if isinstance(types, e.Attribute) else []


def _bound(body: tuple[s.Statement, ...]) -> Iterator[str]:
    """The variables that statements assign to, those of functions in them left out."""
    for statement, around in walk_statements(body):
        if isinstance(statement, s.Assign) and statement.value is not None and not around.function:
            for target in statement.targets:
                yield from _used(target)


def _used(value: object) -> Iterator[str]:
    """The variables that a statement or an expression looks up."""
    if isinstance(value, e.Name):
        yield value.identifier
    elif isinstance(value, tuple):
        for part in value:
            yield from _used(part)
    elif isinstance(value, s.Assign):
        yield from _used(tuple(t for t in value.targets if not isinstance(t, e.Name)))
        yield from _used(value.value)
    elif hasattr(value, "__dataclass_fields__"):
        for field in value.__dataclass_fields__:
            yield from _used(getattr(value, field))
