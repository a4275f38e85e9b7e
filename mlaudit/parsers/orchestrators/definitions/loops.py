"""Loops over written values that make steps."""

from __future__ import annotations

import ast
import itertools

from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import text_of

_MOST = 60
"""Most rounds that are told apart."""


def rounds_of(source: Source, inner: ast.AST) -> list[dict[str, str]]:
    """The values of the loops around a node, one table for each round.

    Loops over anything but written texts leave their variables open.
    """
    tables: list[list[dict[str, str]]] = []
    for node in source.loops:
        if not any(child is inner for child in ast.walk(node)):
            continue
        if isinstance(node, ast.For):
            tables.append(_values(source, node.target, node.iter))
        else:
            tables += [_values(source, clause.target, clause.iter) for clause in node.generators]
    rounds = [
        {name: text for table in combined for name, text in table.items()}
        for combined in itertools.islice(itertools.product(*tables), _MOST + 1)
    ]
    return rounds if len(rounds) <= _MOST else [{}]


def _values(source: Source, target: ast.expr, iterable: ast.expr) -> list[dict[str, str]]:
    made = source.made(iterable)
    if not isinstance(made, ast.List | ast.Tuple) or not made.elts:
        return [{}]
    if isinstance(target, ast.Tuple):
        pairs = [element for element in made.elts if isinstance(element, ast.Tuple)]
        rounds = [_texts(source, target.elts, pair.elts) for pair in pairs]
        return rounds if len(rounds) == len(made.elts) else [{}]
    rounds = [_texts(source, [target], [element]) for element in made.elts]
    return rounds if all(rounds) else [{}]


def _texts(source: Source, targets: list[ast.expr], values: list[ast.expr]) -> dict[str, str]:
    """The names that get a written text."""
    found = {}
    for target, value in zip(targets, values, strict=False):
        text = text_of(value, source.constants)
        if isinstance(target, ast.Name) and text is not None and "{" not in text:
            found[target.id] = text
    return found
