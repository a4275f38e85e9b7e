"""Nodes as declared steps."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.orchestrators.definitions.loops import rounds_of
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import text_of
from mlaudit.parsers.orchestrators.kedro.nodes import Node, NodeReader, fill

KEDRO_NODE = StepKind("kedro-node", StepFamily.STAGE)


def declare_nodes(source: Source) -> Iterator[DeclaredStep]:
    """The nodes of a file, one for each round of the loops around it."""
    reader = NodeReader(source)
    reader.read()
    registered = _registered(source)
    names: dict[str, int] = {}
    for node in reader.nodes:
        for values in rounds_of(source, node.call):
            name = fill(node.name, values)
            names[name] = names.get(name, 0) + 1
            number = f"@{names[name]}" if names[name] > 1 else ""
            group = _pipeline_of(source, node.call, registered)
            yield _declare(source, node, values, name + number, group)


def _declare(
    source: Source, node: Node, values: dict[str, str], name: str, group: str
) -> DeclaredStep:
    place = Place(source.path, node.call.lineno)
    function = source.function_of(node.function) if node.function is not None else None
    project = _project_of(source.path)
    takes = [(parameter, fill(data, values)) for parameter, data in node.takes]
    gives = [fill(data, values) for data in node.gives]
    return DeclaredStep(
        KEDRO_NODE,
        name,
        place,
        f"nodes.{name}",
        runs=(Run(place, callable_=function),) if function is not None else (),
        directory=project,
        takes=tuple((parameter, name) for parameter, name in takes if "{" not in name),
        gives=tuple(name for name in gives if "{" not in name),
        declares_more=any("{" in name for name in (*gives, *(name for _, name in takes))),
        group=f"{project}#{group}",
    )


def _project_of(path: str) -> str:
    """The folder above `src`, in which Kedro works."""
    parts = path.split("/")
    return "/".join(parts[: parts.index("src")]) or "." if "src" in parts else "."


def _registered(source: Source) -> dict[str, str]:
    """The names under which a table registers what functions of the file return."""
    return {
        value.func.id: key.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant)
        and isinstance(key.value, str)
        and isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
    }


def _pipeline_of(source: Source, call: ast.Call, registered: dict[str, str]) -> str:
    """The registered name of the function around it, else the folder of the pipeline."""
    for name, function in source.functions.items():
        if name in registered and any(inner is call for inner in ast.walk(function)):
            return registered[name]
    folder = posixpath.basename(posixpath.dirname(source.path))
    return text_of(ast.Constant(folder), {}) or "pipeline"
