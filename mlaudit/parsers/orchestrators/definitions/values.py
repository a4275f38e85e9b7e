"""Literal values in DAG files."""

from __future__ import annotations

import ast


def constants_of(tree: ast.Module) -> dict[str, str]:
    """Text constants of the module's top level."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = text_of(node.value, found)
            if text is not None and "{" not in text:
                found[node.targets[0].id] = text
    return found


def text_of(node: ast.expr | None, constants: dict[str, str]) -> str | None:
    """The text of an expression with `{x}` for what is unknown, or None for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return constants.get(node.id, "{" + node.id + "}")
    if isinstance(node, ast.JoinedStr):
        return "".join(_piece_of(part, constants) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = (text_of(node.left, constants), text_of(node.right, constants))
        return None if None in parts else f"{parts[0]}{parts[1]}"
    if isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        return "{x}"
    return None


def _piece_of(part: ast.expr, constants: dict[str, str]) -> str:
    value = part.value if isinstance(part, ast.FormattedValue) else part
    return text_of(value, constants) or "{x}"


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The value of the first of some keywords that is given."""
    for name in names:
        for item in call.keywords:
            if item.arg == name:
                return item.value
    return None


def last_name(node: ast.expr) -> str:
    """`BashOperator` of `operators.BashOperator`, "" for anything that is no name."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def argument(call: ast.Call, place: int, *names: str) -> ast.expr | None:
    """The value of a parameter by its place or its names."""
    found = keyword(call, *names)
    return call.args[place] if found is None and len(call.args) > place else found


def is_true(node: ast.expr | None) -> bool:
    """Is it written as true?"""
    return isinstance(node, ast.Constant) and node.value is True


def is_false(node: ast.expr | None) -> bool:
    """Is it written as false?"""
    return isinstance(node, ast.Constant) and node.value is False


def is_empty(node: ast.expr | None) -> bool:
    """Is it absent, or written as nothing?"""
    if isinstance(node, ast.List | ast.Tuple):
        return not node.elts
    return node is None or (isinstance(node, ast.Constant) and node.value in (None, ""))
