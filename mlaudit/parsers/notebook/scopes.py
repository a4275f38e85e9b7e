"""Which names a piece of Python reads and binds, without following anything.

Every cell of every notebook is gone through, so nodes are told apart by their type and not by
patterns, and a function is gone through once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NAMED = frozenset({"FunctionDef", "AsyncFunctionDef", "ClassDef", "ExceptHandler", "MatchAs"}) | {
    *("MatchStar", "TypeVar", "ParamSpec", "TypeVarTuple"),  # the last three from Python 3.12 on
}
_NOTES = frozenset({"annotation", "returns", "type_comment", "ctx"})


def bound_by(node: ast.AST) -> tuple[str, ...]:
    """The names that a single node binds in the scope in which it stands."""
    kind = type(node)
    if kind is ast.Name:
        return (node.id,) if type(node.ctx) is ast.Store else ()  # type: ignore[attr-defined]
    if kind is ast.Import or kind is ast.ImportFrom:
        names: list[ast.alias] = node.names  # type: ignore[attr-defined]
        return tuple(alias.asname or alias.name.partition(".")[0] for alias in names)
    if kind.__name__ in _NAMED:
        name = getattr(node, "name", None)
        return (name,) if name else ()
    if isinstance(node, ast.MatchMapping):
        return (node.rest,) if node.rest else ()
    return tuple(node.names) if isinstance(node, ast.Global) else ()


def children(node: ast.AST) -> Iterator[ast.AST]:
    """What a node holds, in order; annotations are left out, as they are no reads."""
    for field in node._fields:
        if field in _NOTES:
            continue
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            yield value
        elif type(value) is list:
            for item in value:
                if isinstance(item, ast.AST):
                    yield item


def bound_in(nodes: Iterable[ast.AST]) -> set[str]:
    """Every name that is bound anywhere in some code, inner scopes and parameters included."""
    return _collect(nodes)[0]


def bound_at_top(tree: ast.Module) -> set[str]:
    """The names that a cell binds for the cells after it."""
    found: set[str] = set()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        found.update(bound_by(node))
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            pending.extend(inner for inner in ast.walk(node) if isinstance(inner, ast.Global))
        elif not isinstance(node, COMPREHENSIONS):
            pending.extend(children(node))
    return found


def free_names(nodes: Iterable[ast.AST]) -> list[ast.Name]:
    """The names that some code takes from around it, each once, in order.

    What an inner scope binds counts as bound in all of the code: what is left is surely free.
    What may be missing without harm (inside `try` with a handler for it) is left out.
    """
    bound, loads = _collect(nodes)
    found: dict[str, ast.Name] = {}
    for name in loads:
        if name.id not in bound:
            found.setdefault(name.id, name)
    return sorted(found.values(), key=lambda name: (name.lineno, name.col_offset))


def _collect(nodes: Iterable[ast.AST]) -> tuple[set[str], list[ast.Name]]:
    """The names that some code binds, and the reads of names in it."""
    bound: set[str] = set()
    loads: list[ast.Name] = []
    pending = list(nodes)
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is ast.Name:
            if type(node.ctx) is ast.Load:  # type: ignore[attr-defined]
                loads.append(node)  # type: ignore[arg-type]
            else:
                bound.add(node.id)  # type: ignore[attr-defined]
        elif kind is ast.arg:
            bound.add(node.arg)  # type: ignore[attr-defined]
        elif kind is ast.Try and forgives_names(node):  # type: ignore[arg-type]
            bound |= bound_in([*node.body, *node.handlers])  # type: ignore[attr-defined]
            pending += [*node.orelse, *node.finalbody]  # type: ignore[attr-defined]
        elif kind is not ast.Constant:
            bound.update(bound_by(node))
            pending.extend(children(node))
    return bound, loads


def forgives_names(node: ast.Try) -> bool:
    """Does a handler catch the error of a name that is not there?"""
    for handler in node.handlers:
        kinds = [] if handler.type is None else list(ast.walk(handler.type))
        names = {kind.id for kind in kinds if isinstance(kind, ast.Name)}
        if handler.type is None or names & {"NameError", "Exception", "BaseException"}:
            return True
    return False
