"""What the Python expressions of a Snakefile stand for, as far as their text tells."""

from __future__ import annotations

import ast
import itertools
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

MARKS = {
    "directory",
    "temp",
    "protected",
    "ancient",
    "report",
    "local",
    "abspath",
    "str",
    "Path",
    "ensure",
}
"""Functions that say something about a path, which is their first argument."""
_CONSTRAINT = re.compile(r"\{(\w+),[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


class UntoldError(Exception):
    """Only running Snakemake tells the value."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An argument of `input` or `output`: its paths, or None where only Snakemake can tell them."""

    key: str | None
    paths: tuple[str, ...] | None


Entries = list[Entry]


@dataclass(slots=True)
class Names:
    """What names stand for: variables, the configuration, and the entries of rules read so far.

    `wildcards` are the names of parameters that stand for the wildcards.
    """

    variables: dict[str, Any] = field(default_factory=dict)
    configuration: dict[Any, Any] = field(default_factory=dict)
    rules: dict[str, dict[str, Entries]] = field(default_factory=dict)
    wildcards: frozenset[str] = frozenset()


def read_entries(text: str, names: Names) -> Entries:
    """The arguments of a directive; what `touch` makes is made by Snakemake and left out."""
    call = parse_call(text)
    if call is None:
        return []
    arguments: list[tuple[str | None, ast.expr]] = [
        *((None, argument) for argument in call.args),
        *((keyword.arg, keyword.value) for keyword in call.keywords),
    ]
    kept = [(key, node) for key, node in arguments if _function_of(node) != "touch"]
    return [Entry(key, _paths_of(node, names)) for key, node in kept]


def parse_call(text: str) -> ast.Call | None:
    """The source of a directive as the call of a function; None where it is no argument list."""
    try:
        body = ast.parse(f"_({text}\n)").body
    except (SyntaxError, ValueError):
        return None
    node = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    return node if isinstance(node, ast.Call) else None


def find_paths(entries: Entries, key: str | None, position: int | None) -> tuple[str, ...]:
    """What `{input}`, `{input.key}` and `{input[1]}` stand for.

    Raises UntoldError where only Snakemake can tell.
    """
    chosen = [entry for entry in entries if key is None or entry.key == key]
    if not chosen or any(entry.paths is None for entry in chosen):
        raise UntoldError(key)
    paths = [path for entry in chosen for path in entry.paths or ()]
    if position is None:
        return tuple(paths)
    if not -len(paths) <= position < len(paths):
        raise UntoldError(key)
    return (paths[position],)


def evaluate(node: ast.expr, names: Names) -> Any:
    """A text, a list of values or a mapping.

    Raises UntoldError for everything that only Snakemake can tell.
    """
    evaluator = _EVALUATORS.get(type(node))
    if evaluator is None:
        raise UntoldError(ast.dump(node))
    return evaluator(node, names)


def flatten(value: Any) -> list[str]:
    """The texts of a value."""
    if isinstance(value, list):
        return [text for item in value for text in flatten(item)]
    if isinstance(value, str | int | float):
        return [str(value)]
    raise UntoldError(value)


def _paths_of(node: ast.expr, names: Names) -> tuple[str, ...] | None:
    try:
        return tuple(_CONSTRAINT.sub(r"{\1}", text) for text in flatten(evaluate(node, names)))
    except (UntoldError, TypeError, LookupError):
        return None


def _constant(node: ast.Constant, names: Names) -> Any:
    return node.value


def _name(node: ast.Name, names: Names) -> Any:
    if node.id == "config":
        return names.configuration
    if node.id in names.variables:
        return names.variables[node.id]
    raise UntoldError(node.id)


def _sequence(node: ast.List | ast.Tuple | ast.Set, names: Names) -> Any:
    return [evaluate(item, names) for item in node.elts]


def _mapping(node: ast.Dict, names: Names) -> Any:
    pairs = zip(node.keys, node.values, strict=True)
    return {evaluate(key, names): evaluate(value, names) for key, value in pairs if key}


def _joined(node: ast.JoinedStr, names: Names) -> Any:
    parts = (p.value if isinstance(p, ast.FormattedValue) else p for p in node.values)
    return "".join(_text(part, names) for part in parts)


def _operation(node: ast.BinOp, names: Names) -> Any:
    left, right = evaluate(node.left, names), evaluate(node.right, names)
    if isinstance(node.op, ast.Add) and type(left) is type(right) and isinstance(left, str | list):
        return left + right
    if isinstance(node.op, ast.Div) and isinstance(left, str) and isinstance(right, str):
        return posixpath.join(left, right)
    raise UntoldError(ast.dump(node))


def _item(node: ast.Subscript, names: Names) -> Any:
    base, key = evaluate(node.value, names), evaluate(node.slice, names)
    try:
        return base[key]
    except (LookupError, TypeError) as error:
        raise UntoldError(key) from error


def _attribute(node: ast.Attribute, names: Names) -> Any:
    """`rules.NAME.output` and `rules.NAME.output.key`."""
    chain = ast.unparse(node).split(".")
    if len(chain) == 2 and chain[0] in names.wildcards:
        return f"{{{chain[1]}}}"
    if chain[0] == "rules" and 3 <= len(chain) <= 4:
        entries = names.rules.get(chain[1], {}).get(chain[2], [])
        return list(find_paths(entries, chain[3] if len(chain) == 4 else None, None))
    raise UntoldError(ast.unparse(node))


def _lambda(node: ast.Lambda, names: Names) -> Any:
    """A function of the wildcards alone."""
    parameters = [parameter.arg for parameter in node.args.args]
    if len(parameters) != 1:
        raise UntoldError(ast.unparse(node))
    return evaluate(node.body, replace(names, wildcards=names.wildcards | {*parameters}))


def _call(node: ast.Call, names: Names) -> Any:
    function = _function_of(node)
    if function in ("expand", "collect"):
        return _expand(node, names)
    if function in MARKS and node.args:
        return evaluate(node.args[0], names)
    if function == "multiext":
        stem, *ends = (_text(argument, names) for argument in node.args)
        return [stem + end for end in ends]
    if function == "join" and ast.unparse(node.func) in ("os.path.join", "path.join", "join"):
        return posixpath.join(*(_text(argument, names) for argument in node.args))
    if function == "get" and isinstance(node.func, ast.Attribute) and node.args:
        base = evaluate(node.func.value, names)
        default = evaluate(node.args[1], names) if len(node.args) > 1 else None
        return base.get(evaluate(node.args[0], names), default) if isinstance(base, dict) else None
    raise UntoldError(function)


def _expand(node: ast.Call, names: Names) -> Any:
    patterns = flatten(evaluate(node.args[0], names))
    paired = any(isinstance(each, ast.Name) and each.id == "zip" for each in node.args[1:])
    columns = {
        keyword.arg: flatten(evaluate(keyword.value, names))
        for keyword in node.keywords
        if keyword.arg
    }
    rows = zip(*columns.values(), strict=False) if paired else itertools.product(*columns.values())
    turns = [dict(zip(columns, row, strict=True)) for row in rows]
    return list(dict.fromkeys(_fill(pattern, turn) for pattern in patterns for turn in turns))


def _fill(pattern: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        pattern = re.sub(rf"(?<!\{{)\{{{re.escape(key)}\}}(?!\}})", lambda _, v=value: v, pattern)  # type: ignore[misc]
    return pattern.replace("{{", "{").replace("}}", "}")


def _text(node: ast.expr, names: Names) -> str:
    value = evaluate(node, names)
    if isinstance(value, str | int | float):
        return str(value)
    raise UntoldError(ast.dump(node))


def _function_of(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)


_EVALUATORS: dict[type[ast.expr], Callable[[Any, Names], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _mapping,
    ast.JoinedStr: _joined,
    ast.BinOp: _operation,
    ast.Subscript: _item,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Lambda: _lambda,
}
