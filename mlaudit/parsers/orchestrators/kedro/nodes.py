"""Nodes as the code of a file makes them, with the names that pipelines around them give."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import argument, keyword, text_of

_NODES = frozenset({"node", "Node"})
_PIPELINES = frozenset({"pipeline", "Pipeline"})
_DEPTH = 6


@immutable
class Node:
    """A node.

    Attributes:
        name: its own, or that of its function.
        function: what it calls, as it is written.
        call: where it is made.
        takes: (parameter or place, name of the data).
        gives: names of the data that it makes.
    """

    name: str
    function: ast.expr | None
    call: ast.Call
    takes: tuple[tuple[str, str], ...]
    gives: tuple[str, ...]


class NodeReader:
    """Reads the nodes of one file.

    Attributes:
        nodes: in the order in which pipelines hold them.
    """

    def __init__(self, source: Source) -> None:
        self.nodes: list[Node] = []
        self._source = source
        self._seen: set[int] = set()

    def read(self) -> None:
        """Find all nodes; those of pipelines with a namespace first, as it changes their names."""
        calls = [n for n in ast.walk(self._source.tree) if isinstance(n, ast.Call)]
        pipelines = [call for call in calls if self._is(call, _PIPELINES)]
        spaced = [call for call in pipelines if keyword(call, "namespace") is not None]
        for call in (*spaced, *pipelines, *(c for c in calls if self._is(c, _NODES))):
            if id(call) not in self._seen:
                self.nodes += self._nodes_of(call, 0)

    def _is(self, node: ast.expr, names: frozenset[str]) -> bool:
        if not isinstance(node, ast.Call):
            return False
        origin = self._source.qualified(node.func)
        return origin.startswith("kedro.") and origin.rpartition(".")[2] in names

    def _nodes_of(self, node: ast.expr, depth: int) -> list[Node]:
        if depth > _DEPTH:
            return []
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return self._all(node.elts, depth)
        if isinstance(node, ast.Starred):
            return self._nodes_of(node.value, depth)
        if isinstance(node, ast.BinOp):
            return self._all((node.left, node.right), depth)
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            return self._nodes_of(node.elt, depth)
        if isinstance(node, ast.Name):
            made = self._source.made(node)
            return [] if made is node else self._nodes_of(made, depth + 1)
        if not isinstance(node, ast.Call):
            return []
        self._seen.add(id(node))
        if self._is(node, _NODES):
            return [self._node(node)]
        if self._is(node, _PIPELINES):
            given = argument(node, 0, "pipe", "nodes")
            inner = self._nodes_of(given, depth + 1) if given is not None else []
            return [_rename(found, node, self._source.constants) for found in inner]
        return self._returned(node, depth)

    def _all(self, nodes: Iterable[ast.expr], depth: int) -> list[Node]:
        return [found for node in nodes for found in self._nodes_of(node, depth + 1)]

    def _returned(self, call: ast.Call, depth: int) -> list[Node]:
        """What a function of the file returns."""
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        function = self._source.functions.get(name)
        returns = ast.walk(function) if function is not None else ()
        values = [n.value for n in returns if isinstance(n, ast.Return) and n.value is not None]
        return self._all(values, depth + 1)

    def _node(self, call: ast.Call) -> Node:
        constants = self._source.constants
        function = argument(call, 0, "func")
        own = text_of(keyword(call, "name"), constants)
        short = ast.unparse(function).rpartition(".")[2] if function is not None else "node"
        takes = _named(argument(call, 1, "inputs"), constants)
        gives = tuple(name for _, name in _named(argument(call, 2, "outputs"), constants))
        name = own or (short if short.isidentifier() else "node")
        return Node(name, function, call, takes, gives)


def _named(node: ast.expr | None, constants: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(parameter or place, name) of a text, a list or a table of names."""
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        found = [(text_of(k, constants), text_of(v, constants)) for k, v in pairs if k is not None]
        return tuple((key or "", value) for key, value in found if value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict":
        given = [(k.arg, text_of(k.value, constants)) for k in node.keywords]
        return tuple((name or "", text) for name, text in given if text)
    if isinstance(node, ast.ListComp):
        return _named(ast.List([node.elt]), constants)
    elements = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    texts: list[str | None] = []
    for element in elements:
        value = element.value if isinstance(element, ast.Starred) else element
        value = value.elt if isinstance(value, ast.ListComp | ast.GeneratorExp) else value
        texts.append(text_of(value, constants))
    return tuple((str(place), text) for place, text in enumerate(texts) if text)


def _rename(node: Node, pipeline: ast.Call, constants: dict[str, str]) -> Node:
    """The node with the names that a pipeline gives to its data."""
    space = text_of(keyword(pipeline, "namespace"), constants)
    names: dict[str, str] = {}
    for key, prefix in (("inputs", ""), ("outputs", ""), ("parameters", "params:")):
        names.update(_kept(keyword(pipeline, key), prefix, constants))

    def rename(name: str) -> str:
        base, _, kind = name.partition("@")
        if base in names:
            return names[base] + (f"@{kind}" if kind else "")
        if space is None or base == "parameters":
            return name
        if base.startswith("params:"):
            return f"params:{space}.{base.removeprefix('params:')}"
        return f"{space}.{name}"

    return _mapped(node, rename, f"{space}.{node.name}" if space else node.name)


def _kept(node: ast.expr | None, prefix: str, constants: dict[str, str]) -> dict[str, str]:
    """Names that stay, or are replaced, by the name inside."""
    if isinstance(node, ast.Set):
        node = ast.List(node.elts)
    found = _named(node, constants)
    replaced = isinstance(node, ast.Dict)
    pairs = [(key if replaced else name, name) for key, name in found]
    return {_prefixed(inner, prefix): _prefixed(outer, prefix) for inner, outer in pairs}


def _prefixed(name: str, prefix: str) -> str:
    return name if name.startswith(prefix) else f"{prefix}{name}"


def _mapped(node: Node, rename: Callable[[str], str], name: str) -> Node:
    takes = tuple((place, rename(data)) for place, data in node.takes)
    return replace(node, name=name, takes=takes, gives=tuple(map(rename, node.gives)))


def fill(text: str, values: dict[str, str]) -> str:
    """The text with the values of loops for what they stand for."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)
