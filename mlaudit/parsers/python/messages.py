"""Texts that code shows to a person: what it raises, prints, logs or leaves with."""

from __future__ import annotations

import ast

_SHOWING_FUNCTIONS = frozenset({"print", "pprint", "exit", "quit", "input", "warn", "SystemExit"})
_SHOWING_METHODS = frozenset(
    {"exit", "warn", "warning", "error", "info", "critical", "exception", "fatal"}
    | {"echo", "secho", "print", "log", "write", "fail"}
)
_TRANSPARENT = frozenset({"dedent", "format", "style", "cleandoc", "str", "strip", "join"})


def shows_text(call: ast.Call) -> bool:
    """Whether a call that stands as a statement shows its arguments to a person."""
    function = call.func
    if type(function) is ast.Name:
        return function.id in _SHOWING_FUNCTIONS
    return type(function) is ast.Attribute and function.attr in _SHOWING_METHODS


def render_text(nodes: tuple[ast.expr, ...]) -> str:
    """The text of some arguments, with `{name}` for what is only known when the code runs.

    Empty where no argument holds fixed text.
    """
    if not any(_holds_text(node) for node in nodes):
        return ""
    return " ".join(filter(None, map(_render, nodes)))


def _holds_text(node: ast.expr) -> bool:
    return any(
        isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value.strip()
        for inner in ast.walk(node)
    )


def _render(node: ast.expr) -> str:
    match node:
        case ast.Constant():
            return str(node.value)
        case ast.JoinedStr():
            return "".join(map(_render, node.values))
        case ast.FormattedValue():
            return _render(node.value)
        case ast.BinOp(op=ast.Add()):
            return "{value}" if _adds_numbers(node) else _render(node.left) + _render(node.right)
        case ast.BinOp(op=ast.Mod()):
            return _render(node.left)
        case ast.Name():
            return f"{{{node.id}}}"
        case ast.Attribute():
            return f"{{{node.attr}}}"
        case ast.Call(func=ast.Attribute(attr=name, value=ast.Constant() as text)) if (
            name in _TRANSPARENT
        ):
            return _render(text)
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[first, *_]) if (
            name in _TRANSPARENT
        ):
            return _render(first)
        case _:
            return "{value}"


def _adds_numbers(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.Constant) and not isinstance(side.value, str)
        for side in (node.left, node.right)
    )
