"""What leads from one step to the next."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, text_of


@immutable
class Next:
    """A step that leads to another; `foreach` is the attribute whose items it is started for."""

    before: str
    after: str
    line: int
    foreach: str | None = None


def find_nexts(source: Source, name: str, function: Function) -> Iterator[Next]:
    """Every `self.next(…)` of a step."""
    own = function.args.args[0].arg if function.args.args else "self"
    for call in ast.walk(function):
        if not (isinstance(call, ast.Call) and _is_own(call.func, own) == "next"):
            continue
        foreach = text_of(keyword(call, "foreach"), source.constants)
        for argument in call.args:
            # A condition maps its values to steps.
            nodes = argument.values if isinstance(argument, ast.Dict) else [argument]
            for node in nodes:
                if after := _is_own(node, own):
                    yield Next(name, after, call.lineno, foreach)


def _is_own(node: ast.expr, own: str) -> str:
    """The attribute of the flow that an expression is, or ""."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr if node.value.id == own else ""
    return ""


def in_order(names: list[str], nexts: list[Next]) -> list[str]:
    """The steps that `start` leads to, each after all that lead to it; then the others."""
    ordered: list[str] = []
    state: dict[str, bool] = {}
    waiting = [("start", False)]
    while waiting:
        name, done = waiting.pop()
        if done:
            ordered.append(name)
        elif name not in state:
            state[name] = True
            waiting.append((name, True))
            waiting += [(n.after, False) for n in nexts if n.before == name]
    ordered.reverse()
    return [*ordered, *(name for name in names if name not in state)]
