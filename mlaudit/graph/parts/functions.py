"""Finds functions of the tree by name, through the imports that hand them on."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.graph.world import TreeWorld
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.immutable import immutable

_MAX_HOPS = 8
"""Longest chain of modules that import a name from each other."""


@immutable
class Found:
    """A function.

    Attributes:
        path: of its module.
        name: there.
        decorators: their qualified names.
        parameters: the names of those that take one value each.
    """

    path: str
    name: str
    decorators: tuple[str, ...]
    parameters: tuple[str, ...] = ()


def find_function(world: TreeWorld, module: str, name: str, folder: str) -> Found | None:
    """The function that a name of a module stands for, or None where it is not in the tree.

    Args:
        world: the tree.
        module: its path or dotted name.
        name: of the function there.
        folder: of the file that names it, where imports look first.
    """
    path = module if world.module(module) else world.find_module(module, (folder or ".",))
    for _ in range(_MAX_HOPS):
        if path is None:
            return None
        file = path if path.endswith((".py", ".ipynb")) else f"{path}/__init__.py"
        found = world.module(file)
        if found is None:
            return None
        function = _definition(found, name)
        if function is not None:
            names = tuple(_qualified(found, decorator) for decorator in function.decorators)
            single = ("positional", "keyword")
            parameters = tuple(p.name for p in function.parameters if p.kind in single)
            return Found(file, name, names, parameters)
        path, name = _imported(world, found, name)
    return None


def _definition(module: s.Module, name: str) -> s.Function | None:
    found = [n for n in _statements(module) if isinstance(n, s.Function) and n.name == name]
    return found[-1] if found else None


def _statements(module: s.Module) -> Iterator[s.Statement]:
    """Those of the top level, inside of tests and attempts, too."""
    waiting = list(reversed(module.body))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, s.If | s.Try):
            waiting += reversed((*node.body, *node.otherwise))


def _imported(world: TreeWorld, module: s.Module, name: str) -> tuple[str | None, str]:
    """The module that a name comes from, and its name there."""
    for node in _statements(module):
        if not isinstance(node, s.Import):
            continue
        for there, bound in node.names:
            if bound == name and there != "*":
                return _module_of(world, module, node), there
            if there == "*" and (path := _module_of(world, module, node)) is not None:
                found = world.module(path)
                if found is not None and _definition(found, name) is not None:
                    return path, name
    return None, name


def _module_of(world: TreeWorld, module: s.Module, node: s.Import) -> str | None:
    folder = posixpath.dirname(module.path)
    for _ in range(node.level - 1):
        folder = posixpath.dirname(folder)
    return world.find_module(node.module, (folder or ".",)) if node.module else folder or None


def _qualified(module: s.Module, decorator: e.Expression) -> str:
    """`prefect.task` of `@task(…)`, as the imports of the module say; "" where they do not."""
    node = decorator.function if isinstance(decorator, e.Call) else decorator
    names: list[str] = []
    while isinstance(node, e.Attribute):
        names.append(node.name)
        node = node.base
    if not isinstance(node, e.Name):
        return ""
    origin = _origin(module, node.identifier)
    return ".".join([origin, *reversed(names)]) if origin else ""


def _origin(module: s.Module, name: str) -> str:
    for node in _statements(module):
        if isinstance(node, s.Import) and not node.level:
            for there, bound in node.names:
                if bound == name:
                    return f"{node.module}.{there}"
            if not node.names and name in (node.alias, node.module.split(".")[0]):
                return node.module if node.alias == name else name
    return ""
