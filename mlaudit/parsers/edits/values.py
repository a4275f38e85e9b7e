"""The values in Python code that have a name: what they are assigned to or handed over as."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.immutable import immutable

_SHOWN = frozenset(
    {"help", "description", "placeholder", "text", "label", "title", "prompt", "metavar", "usage"}
    | {"message", "msg", "example", "examples", "epilog", "template", "instructions", "system"}
    | {"caption", "body", "content", "value_template", "docstring", "comment", "note", "hint"}
)
"""Names of what is shown to somebody, or written for a model to read."""


@immutable
class NamedValue:
    """A text in code, the name under which it stands, its line and the code around it."""

    name: str
    value: str
    line: int
    scope: str


def named_values(tree: ast.Module) -> Iterator[NamedValue]:
    """Every fixed text that is assigned, put under a key, or handed over by name."""
    pending: list[tuple[ast.AST, str]] = [(tree, "")]
    while pending:
        node, scope = pending.pop()
        for name, value in _bindings(node):
            shown = name.lower() in _SHOWN
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and not shown:
                yield NamedValue(name, value.value, value.lineno, scope)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            scope = f"{scope}.{node.name}" if scope else node.name
        if not (isinstance(node, ast.keyword) and node.arg in _SHOWN):
            pending.extend((child, scope) for child in ast.iter_child_nodes(node))


def _bindings(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield _name(target), value
        case ast.AnnAssign(target=target, value=value):
            yield _name(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            for argument, default in zip(
                positional[len(positional) - len(node.defaults) :], node.defaults, strict=True
            ):
                yield argument.arg, default
            for argument, only in zip(node.kwonlyargs, node.kw_defaults, strict=True):
                yield argument.arg, only


def _name(target: ast.AST) -> str:
    match target:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""
