"""What the functions of a Snakefile give, where one plain `return` says it."""

from __future__ import annotations

import ast
import textwrap

from mlaudit.parsers.orchestrators.snakemake.blocks import Blocks
from mlaudit.parsers.orchestrators.snakemake.expressions import (
    Scope,
    Value,
    evaluate,
    flatten,
)
from mlaudit.parsers.python_source import parse_python

_PLAIN = (ast.Assign, ast.Return, ast.Expr, ast.Import, ast.ImportFrom, ast.Pass)


def read_functions(blocks: Blocks, scope: Scope) -> dict[str, Value]:
    """The results by name of what takes nothing but the wildcards; all others are not known."""
    found: dict[str, Value] = {}
    for name, source in blocks.functions:
        tree = parse_python(textwrap.dedent(source.text))
        statement = tree.body[0] if tree is not None and len(tree.body) == 1 else None
        value = _result(statement, scope) if isinstance(statement, ast.FunctionDef) else None
        if value is not None and not any("{unknown}" in text for text in flatten(value)):
            found[name] = value
    return found


def _result(function: ast.FunctionDef, scope: Scope) -> Value | None:
    """The value of the only `return`, after assignments to names and nothing else."""
    parameters = [parameter.arg for parameter in function.args.args]
    if len(parameters) > 1 or not all(isinstance(each, _PLAIN) for each in function.body):
        return None
    names = {name: value for name, value in scope.names.items() if name not in parameters}
    inner = Scope(names, scope.rules, wildcards=("wildcards", *parameters))
    for statement in function.body:
        if isinstance(statement, ast.Return):
            return evaluate(statement.value, inner) if statement.value is not None else None
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    inner.names[target.id] = evaluate(statement.value, inner)
    return None
