"""Flow classes: steps, what leads from one to the next, and parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, text_of
from mlaudit.parsers.orchestrators.metaflow.order import Next, find_nexts, in_order

_BASES = ("metaflow.FlowSpec", "metaflow.flowspec.FlowSpec")
_STEP = ("metaflow.step", "metaflow.decorators.step")
_OPTIONS = ("Parameter", "IncludeFile", "Config")


@immutable
class Option:
    """A parameter of a flow.

    Attributes:
        kind: "Parameter", "IncludeFile" or "Config".
        attribute: of the flow that holds its value.
        name: on the command line.
        call: how it is made.
    """

    kind: str
    attribute: str
    name: str
    call: ast.Call


@dataclass(slots=True)
class Flow:
    """A flow while its file is read.

    Attributes:
        node: its class.
        steps: its step methods with the class that defines each, in an order in which they run.
        nexts: what leads where.
        options: its parameters.
    """

    node: ast.ClassDef
    steps: dict[str, tuple[str, Function]] = field(default_factory=dict)
    nexts: list[Next] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)


def find_flows(source: Source) -> Iterator[Flow]:
    """The flows of a file that have a step `start`."""
    for node in source.classes.values():
        line = _line(source, node)
        if line is None:
            continue
        flow = Flow(node)
        found: dict[str, tuple[str, Function]] = {}
        for class_ in line:
            for member in class_.body:
                if isinstance(member, Function) and source.decorator(member, *_STEP) is not None:
                    found[member.name] = (class_.name, member)
                elif isinstance(member, ast.Assign | ast.AnnAssign):
                    flow.options += _option(source, member)
        for name, (_, member) in found.items():
            flow.nexts += [n for n in find_nexts(source, name, member) if n.after in found]
        if "start" in found:
            flow.steps = {name: found[name] for name in in_order(list(found), flow.nexts)}
            yield flow


def _line(source: Source, node: ast.ClassDef, depth: int = 0) -> list[ast.ClassDef] | None:
    """The class and those of the file that it derives from, the first ones first; None where
    it is no flow."""
    bases: list[ast.ClassDef] = []
    is_flow = any(source.qualified(base) in _BASES for base in node.bases)
    for base in node.bases if depth < 5 else ():
        inner = source.classes.get(base.id) if isinstance(base, ast.Name) else None
        found = _line(source, inner, depth + 1) if inner is not None and inner is not node else None
        if found is not None:
            is_flow = True
            bases += found
    return [*bases, node] if is_flow else None


def _option(source: Source, node: ast.Assign | ast.AnnAssign) -> list[Option]:
    call = node.value
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if not isinstance(call, ast.Call) or not isinstance(target, ast.Name):
        return []
    kind = source.qualified(call.func).removeprefix("metaflow.")
    if kind not in _OPTIONS:
        return []
    given = call.args[0] if call.args else keyword(call, "name")
    name = text_of(given, source.constants) or target.id
    return [Option(kind, target.id, name, call)]
