"""Calls of Luigi as what they do: targets are paths, and building tasks runs them."""

from __future__ import annotations

import ast
from typing import TypeVar

from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import keyword
from mlaudit.parsers.orchestrators.luigi.tasks import Task

_RUNNERS = ("luigi.run", "luigi.interface.run", "luigi.cmdline.luigi_run")
_ENDS = ("input", "output")
_Node = TypeVar("_Node", bound=ast.expr)


class Calls(ast.NodeTransformer):
    """Rewrites calls; every new node has the line of the call it stands for."""

    def __init__(self, source: Source, tasks: dict[str, Task]) -> None:
        self._source = source
        self._tasks = tasks

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """One call, its arguments first."""
        name = self._source.qualified(node.func)
        self.generic_visit(node)
        if name.startswith("luigi.") and name.endswith("Target"):
            return _like(node, ast.Call(_like(node, ast.Name("__LuigiTarget")), *_rest(node)))
        if name in ("luigi.build", "luigi.interface.build") and node.args:
            return self._build(node, node.args[0])
        if name in _RUNNERS:
            return self._run(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "open":
            return _opened(node, node.func.value)
        return node

    def _build(self, node: ast.Call, given: ast.expr) -> ast.expr:
        if isinstance(given, ast.List | ast.Tuple):
            return _like(node, ast.List([_complete(element) for element in given.elts]))
        one = ast.Name("__one")
        clause = ast.comprehension(_like(node, ast.Name("__one")), given, [], 0)
        return _like(node, ast.ListComp(_complete(_like(node, one)), [clause]))

    def _run(self, node: ast.Call) -> ast.expr:
        """`luigi.run(["Task", "--name", "value"])`, or with the words of the command line."""
        given = keyword(node, "cmdline_args") or next(iter(node.args), None)
        words = [
            element.value
            for element in (given.elts if isinstance(given, ast.List | ast.Tuple) else ())
            if isinstance(element, ast.Constant) and isinstance(element.value, str)
        ]
        main = keyword(node, "main_task_cls")
        chosen = main.id if isinstance(main, ast.Name) else None
        if words and words[0] in self._tasks and chosen is None:
            chosen = words.pop(0)
        if chosen is None or not words:
            word: list[ast.expr] = [_like(node, ast.Constant(chosen))] if chosen else []
            return _like(node, ast.Call(_like(node, ast.Name("__luigi_main")), word, []))
        return _complete(_like(node, ast.Call(_like(node, ast.Name(chosen)), [], _options(words))))


def _options(words: list[str]) -> list[ast.keyword]:
    found: dict[str, str] = {}
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            if not equals and words and not words[0].startswith("--"):
                value = words.pop(0)
            found[name.replace("-", "_")] = value
    return [ast.keyword(name, ast.Constant(value)) for name, value in found.items()]


def _complete(task: ast.expr) -> ast.expr:
    attribute = _like(task, ast.Attribute(task, "__complete__"))
    return _like(task, ast.Call(attribute, [], []))


def _opened(node: ast.Call, target: ast.expr) -> ast.expr:
    """`self.output().open("w")` opens the path of the target."""
    calls = [n.func for n in ast.walk(target) if isinstance(n, ast.Call)]
    ends = [func.attr for func in calls if isinstance(func, ast.Attribute)]
    if not any(end in _ENDS for end in ends):
        return node
    path = _like(node, ast.Attribute(target, "path"))
    return _like(node, ast.Call(_like(node, ast.Name("open")), [path, *node.args], node.keywords))


def _rest(node: ast.Call) -> tuple[list[ast.expr], list[ast.keyword]]:
    return node.args, node.keywords


def _like(old: ast.AST, new: _Node) -> _Node:
    return ast.copy_location(new, old)
