"""Texts in the functions of a task file; what is not known is a hole in a command line."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Iterator, Mapping

from mlaudit.parsers.shell.templates import mark_hole

Known = Mapping[str, str]
"""Names with the texts that they hold."""


def text_of(node: ast.expr | None, known: Known) -> str | None:
    """The text of an expression, or None for what is no text."""
    if isinstance(node, ast.Constant):
        return None if node.value is None or node.value is ... else str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_piece(part, known) for part in node.values)
    if isinstance(node, ast.Name):
        return known.get(node.id, mark_hole(node.id))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Div):
        parts = [text_of(side, known) for side in (node.left, node.right)]
        sign = "/" if isinstance(node.op, ast.Div) else ""
        return None if None in parts else sign.join(part or "" for part in parts)
    if isinstance(node, ast.Call):
        return _text_of_call(node, known)
    if isinstance(node, ast.Attribute | ast.Subscript):
        return mark_hole(ast.unparse(node)[:60])
    return None


def _text_of_call(node: ast.Call, known: Known) -> str:
    """`str(x)` and `Path(x)` are what they are given; `" ".join([…])` are its words."""
    name = name_of_function(node)
    if name in ("str", "Path", "PurePath", "quote") and len(node.args) == 1:
        return text_of(node.args[0], known) or mark_hole("value")
    if name == "join" and node.args and isinstance(node.args[0], ast.List | ast.Tuple):
        separator = node.func.value if isinstance(node.func, ast.Attribute) else None
        parts = [text_of(item, known) or mark_hole("value") for item in node.args[0].elts]
        return (text_of(separator, known) or " ").join(parts)
    return mark_hole(name or "value")


def _piece(part: ast.expr, known: Known) -> str:
    value = part.value if isinstance(part, ast.FormattedValue) else part
    return text_of(value, known) or mark_hole("value")


def name_of_function(node: ast.expr) -> str:
    """`run` of `session.run(…)` and of `run`, "" for what has no name."""
    if isinstance(node, ast.Call):
        return name_of_function(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def constants_of(body: list[ast.stmt], known: Known) -> dict[str, str]:
    """Names that statements give a text."""
    found = dict(known)
    for statement in body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            text = text_of(statement.value, found)
            if isinstance(target, ast.Name) and text is not None:
                found[target.id] = text
    return found


def defaults_of(function: ast.FunctionDef) -> dict[str, str | None]:
    """The parameters behind the first one, with the text of their default."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    values: list[ast.expr | None] = [None] * (len(arguments) - len(function.args.defaults))
    values += function.args.defaults
    pairs = [*zip(arguments, values, strict=True)][1:]
    pairs += zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    return {
        argument.arg: None if value is None else text_of(value, {}) or "None"
        for argument, value in pairs
    }


def words_of(arguments: list[ast.expr], known: Known) -> Iterator[str]:
    """The words of a command line; lists that are spread are taken apart where they stand there."""
    for argument in arguments:
        value = argument.value if isinstance(argument, ast.Starred) else argument
        if isinstance(value, ast.List | ast.Tuple):
            yield from words_of(value.elts, known)
        elif not isinstance(argument, ast.Starred):
            yield text_of(value, known) or mark_hole("value")


def command_line(words: list[str]) -> str:
    """Words as shell code; those with a hole stay open."""
    return " ".join(word if "\u2983" in word else shlex.quote(word) for word in words)


def keyword(call: ast.expr, name: str) -> ast.expr | None:
    """The value of a keyword of a call."""
    keywords = call.keywords if isinstance(call, ast.Call) else ()
    return next((item.value for item in keywords if item.arg == name), None)


def elements(node: ast.expr | None) -> list[ast.expr]:
    """The items of a list or a tuple that stands in the code; one thing is its own item."""
    if isinstance(node, ast.List | ast.Tuple):
        return node.elts
    return [] if node is None else [node]
