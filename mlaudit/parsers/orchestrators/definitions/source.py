"""A Python file in which a library finds what it runs."""

from __future__ import annotations

import ast
import posixpath
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mlaudit.collector import without_collection
from mlaudit.parsers.orchestrators.definitions.values import constants_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
Loop = ast.For | ast.ListComp | ast.GeneratorExp | ast.DictComp | ast.SetComp


@dataclass(frozen=True)
class Source:
    """The syntax of a file, and what its names stand for.

    Attributes:
        path: of the file.
        tree: its syntax.
    """

    path: str
    tree: ast.Module

    @cached_property
    def origins(self) -> dict[str, tuple[str, str]]:
        """(module, name there) of every imported name; relative modules from the root."""
        found: dict[str, tuple[str, str]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                module = self._module_of(node)
                for alias in node.names:
                    found[alias.asname or alias.name] = (module, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    whole = alias.name if alias.asname else alias.name.split(".")[0]
                    found[alias.asname or whole] = (whole, "")
        return found

    def imports(self, package: str) -> bool:
        """Does it import the package, or anything of it?"""
        return any(module.split(".")[0] == package for module, _ in self.origins.values())

    @cached_property
    def constants(self) -> dict[str, str]:
        """Text constants of the top level."""
        return constants_of(self.tree)

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions of the top level by name, inside of tests and attempts, too."""
        nodes = (n for n in self.statements() if isinstance(n, Function))
        return {node.name: node for node in nodes}

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes of the top level by name."""
        return {node.name: node for node in self.statements() if isinstance(node, ast.ClassDef)}

    @cached_property
    def loops(self) -> list[Loop]:
        """Every loop and every comprehension."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Loop)]

    def statements(self) -> Iterator[ast.stmt]:
        """The statements of the top level, those inside of tests and attempts with them."""
        waiting = list(reversed(self.tree.body))
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, ast.If | ast.Try):
                waiting += reversed((*node.body, *node.orelse))

    def qualified(self, node: ast.expr) -> str:
        """`prefect.flow` of `flow` or `prefect.flow`, as imports say; "" where they do not."""
        module, name = self.origin(node) or ("", "")
        return f"{module}.{name}" if module and name else module

    def origin(self, node: ast.expr) -> tuple[str, str] | None:
        """(module, name) of an imported name or a member of an imported module, or None."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        known = self.origins.get(node.id) if isinstance(node, ast.Name) else None
        if known is None:
            return None
        parts = [*filter(None, (*known[0].split("."), known[1])), *reversed(names)]
        return (".".join(parts[:-1]), parts[-1]) if len(parts) > 1 else (parts[0], "")

    def function_of(self, node: ast.expr) -> tuple[str, str] | None:
        """(path or module, name) of a function of the file or an imported one, or None."""
        if isinstance(node, ast.Name) and node.id in self.functions:
            return self.path, node.id
        origin = self.origin(node)
        return origin if origin and origin[1] else None

    def made(self, node: ast.expr) -> ast.expr:
        """What a variable is made as, where one statement of the file says so; else the node."""
        if not isinstance(node, ast.Name):
            return node
        found = [
            statement.value
            for statement in ast.walk(self.tree)
            if isinstance(statement, ast.Assign | ast.AnnAssign)
            and statement.value is not None
            and any(isinstance(t, ast.Name) and t.id == node.id for t in _targets(statement))
        ]
        return found[0] if len(found) == 1 else node

    def decorator(self, node: Function | ast.ClassDef, *names: str) -> ast.Call | None:
        """The decorator with one of these qualified names, as a call even where it is bare."""
        for found in node.decorator_list:
            target = found.func if isinstance(found, ast.Call) else found
            if self.qualified(target) in names:
                bare = ast.copy_location(ast.Call(target, [], []), found)
                return found if isinstance(found, ast.Call) else bare
        return None

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Every call of something with one of these qualified names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and self.qualified(node.func) in names:
                yield node

    def _module_of(self, node: ast.ImportFrom) -> str:
        folder = posixpath.dirname(self.path)
        base = folder.split("/") if folder else []
        base = base[: len(base) - node.level + 1] if node.level else []
        return ".".join([*base, *([node.module] if node.module else [])])


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def read_source(path: str, data: bytes, *words: bytes) -> Source | None:
    """The syntax of a file that holds one of the words; None for others and for no Python.

    The reader of Python code tells what is wrong with a file.
    """
    if not any(word in data for word in words):
        return None
    try:
        with without_collection(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Source(path, ast.parse(data))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
