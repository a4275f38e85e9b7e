"""Which names a piece of Python reads and binds, without following anything."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound_by(node: ast.AST) -> Iterator[str]:
    """The names that a single node binds in the scope in which it stands."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            for alias in names:
                yield alias.asname or alias.name.partition(".")[0]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Global(names=names):
            yield from names


def bound_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Every name that is bound anywhere in some code, inner scopes included."""
    return {name for node in nodes for inner in ast.walk(node) for name in bound_by(inner)}


def bound_at_top(tree: ast.Module) -> set[str]:
    """The names that a cell binds for the cells after it."""
    found: set[str] = set()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        found.update(bound_by(node))
        if isinstance(node, Function | ast.ClassDef):
            pending.extend(inner for inner in ast.walk(node) if isinstance(inner, ast.Global))
        elif not isinstance(node, COMPREHENSIONS):
            pending.extend(ast.iter_child_nodes(node))
    return found


def parameters_of(function: Function) -> set[str]:
    """The names of the parameters of a function."""
    arguments = function.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    extra = (arguments.vararg, arguments.kwarg)
    return {argument.arg for argument in (*every, *(a for a in extra if a is not None))}


def free_names(function: Function) -> list[ast.Name]:
    """The names that the body of a function takes from around it, each once.

    What an inner scope binds counts as bound in all of the function: what is left is surely free.
    What may be missing without harm (inside `try` with a handler for it) is left out.
    """
    body = [function.body] if isinstance(function, ast.Lambda) else function.body
    own = parameters_of(function) | bound_in(body)
    for inner in (node for part in body for node in ast.walk(part)):
        if isinstance(inner, Function):
            own |= parameters_of(inner)
    found: dict[str, ast.Name] = {}
    for name in loads(body):
        if name.id not in own:
            found.setdefault(name.id, name)
    return list(found.values())


def loads(nodes: Iterable[ast.AST]) -> Iterator[ast.Name]:
    """The names that are read in some code; annotations are no reads."""
    pending = list(nodes)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node
        if isinstance(node, ast.Try) and forgives_names(node):
            pending[:0] = [*node.orelse, *node.finalbody]
        else:
            pending[:0] = [
                child for child in ast.iter_child_nodes(node) if not _is_note(node, child)
            ]


def _is_note(node: ast.AST, child: ast.AST) -> bool:
    notes = (getattr(node, "annotation", None), getattr(node, "returns", None))
    return child in notes


def forgives_names(node: ast.Try) -> bool:
    """Does a handler catch the error of a name that is not there?"""
    for handler in node.handlers:
        kinds = [] if handler.type is None else list(ast.walk(handler.type))
        names = {kind.id for kind in kinds if isinstance(kind, ast.Name)}
        if handler.type is None or names & {"NameError", "Exception", "BaseException"}:
            return True
    return False
