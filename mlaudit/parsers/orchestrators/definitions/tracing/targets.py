"""Names that take values, and what they hold after two ways."""

from __future__ import annotations

import ast

from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Instance,
    Made,
    Member,
    Scope,
    Unknown,
    Value,
)

_MANY = 100
"""Most entries of two tables that are joined."""


def bind(target: ast.expr, value: Value, scope: Scope) -> None:
    """Let a variable, or several of them, stand for a value."""
    if isinstance(target, ast.Name):
        scope[target.id] = value
    elif isinstance(target, ast.Starred):
        bind(target.value, value, scope)
    elif isinstance(target, ast.Tuple | ast.List):
        _bind_all(target.elts, value, scope)
    elif isinstance(target, ast.Subscript):
        _bind_item(target, value, scope)
    elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        held = scope.get(target.value.id)
        if isinstance(held, Instance):
            held.attributes[target.attr] = value


def _bind_all(targets: list[ast.expr], value: Value, scope: Scope) -> None:
    stars = [number for number, target in enumerate(targets) if isinstance(target, ast.Starred)]
    if isinstance(value, tuple) and len(stars) == 1 and len(value) >= len(targets) - 1:
        end = len(value) - (len(targets) - stars[0] - 1)
        value = (*value[: stars[0]], value[stars[0] : end], *value[end:])
    fits = isinstance(value, tuple) and len(value) == len(targets)
    for number, target in enumerate(targets):
        if fits and isinstance(value, tuple):
            bind(target, value[number], scope)
        elif isinstance(value, Made | Member):
            bind(target, Member(value, str(number)), scope)
        else:
            bind(target, Unknown(target.id if isinstance(target, ast.Name) else "x"), scope)


def _bind_item(target: ast.Subscript, value: Value, scope: Scope) -> None:
    """`table["key"] = value`; with any other key the table is no longer known whole."""
    if not isinstance(target.value, ast.Name):
        return
    table = scope.get(target.value.id)
    key = target.slice.value if isinstance(target.slice, ast.Constant) else None
    if isinstance(table, dict):
        name = key if isinstance(key, str) else "{" + ast.unparse(target.slice)[:40] + "}"
        changed = {**table, name: value}
        for names in scope.maps:
            if target.value.id in names:
                names[target.value.id] = changed
                return


def join_branches(first: dict[str, Value], second: dict[str, Value]) -> dict[str, Value]:
    """What names hold after one of two ways."""
    return {
        name: _either(name, first.get(name), second.get(name))
        for name in dict.fromkeys((*first, *second))
    }


def _either(name: str, first: Value, second: Value) -> Value:
    if first is second or (isinstance(first, str | int | float) and first == second):
        return first
    if isinstance(first, tuple) and isinstance(second, tuple):
        return (*first, *(item for item in second if not any(item is o for o in first)))
    if isinstance(first, dict) and isinstance(second, dict) and len(first) + len(second) < _MANY:
        keys = dict.fromkeys((*first, *second))
        return {key: _of_both(key, first, second) for key in keys}
    if isinstance(first, Made | Code) and not isinstance(second, Made | Code):
        return first
    if isinstance(second, Made | Code) and not isinstance(first, Made | Code):
        return second
    if isinstance(first, Made) and isinstance(second, Made):
        return (first, second)
    return Unknown(name)


def _of_both(key: str, first: dict[str, Value], second: dict[str, Value]) -> Value:
    if key not in first or key not in second:
        return first[key] if key in first else second[key]
    same = first[key] is second[key] or (
        isinstance(first[key], str | int | float) and first[key] == second[key]
    )
    return first[key] if same else Unknown(key)


def one_of(values: list[Value], name: str) -> Value:
    """What a function returns that has several ways out."""
    if not values:
        return None
    found = values[0]
    for value in values[1:]:
        found = _either(name, found, value)
    return found
