"""Schedules as code writes them."""

from __future__ import annotations

import ast

from mlaudit.parsers.orchestrators.definitions.values import text_of


def shown(node: ast.expr, constants: dict[str, str]) -> str:
    """A schedule in short: its cron line where there is one, else as it is written."""
    for inner in (node, *(k.value for n in ast.walk(node) for k in _cron_keywords(n))):
        text = text_of(inner, constants)
        if text and "{" not in text:
            return text
    if isinstance(node, ast.Call) and node.args:
        text = text_of(node.args[0], constants)
        if text and "{" not in text:
            return text
    return ast.unparse(node)


def _cron_keywords(node: ast.AST) -> list[ast.keyword]:
    keywords = node.keywords if isinstance(node, ast.Call) else []
    return [k for k in keywords if k.arg and "cron" in k.arg]
