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


def imports_of(path: str, tree: ast.Module) -> dict[str, tuple[str, str]]:
    """(module, name) of everything that is imported by name; relative ones as paths."""
    folder = path.rpartition("/")[0]
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = folder.split("/") if folder else []
            base = base[: len(base) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                found[alias.asname or alias.name] = (module, alias.name)
    return found


def modules_of(tree: ast.Module) -> dict[str, str]:
    """The dotted name of every module that a plain import binds, by the name in the code."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update((alias.asname or alias.name, alias.name) for alias in node.names)
    return found
