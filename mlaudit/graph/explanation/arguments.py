"""Which argument of a call holds the path."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.catalog import ArgumentSpec, find_call, find_method
from mlaudit.graph.explanation.events import Evaluated
from mlaudit.graph.explanation.telling import reason_of_unknown
from mlaudit.graph.explanation.trace import Found, Trace
from mlaudit.graph.python.evaluation import CodeCall
from mlaudit.graph.python.text import is_handle, normalise, text_of
from mlaudit.graph.python.values import (
    ExternalInstance,
    ListValue,
    Value,
    options_of,
)
from mlaudit.model import expression as e
from mlaudit.model.workflow import Access

_MAX_ITEMS = 40


def choose_argument(
    trace: Trace, acting: Evaluated, found: Found
) -> tuple[Evaluated, Value] | None:
    """The part of a call that holds the path, and the value there that became the artifact."""
    nodes = list(_nodes(acting))
    if isinstance(found, CodeCall):
        return next(((node, node.value) for node in nodes[1:] if node.value is not None), None)
    named = _by_catalogue(acting, found.via)
    if isinstance(found, Access):
        directory = trace.run.directory
        for exact in (True, False):
            for node in dict.fromkeys([*named, *reversed(nodes)]):
                for value in _paths_in(node.value):
                    if _makes(value, found.artifact, directory, exact):
                        return node, value
    fitting = [node for node in named if node.value is not None]
    gaps = [node for node in fitting or nodes if node.value and reason_of_unknown(node.value)]
    for node in gaps or fitting:
        if node.value is not None:
            return node, node.value
    return None


def _nodes(acting: Evaluated) -> Iterator[Evaluated]:
    """The receiver of a call and its arguments, or the parts of another expression."""
    expression = acting.expression
    if not isinstance(expression, e.Call):
        yield from (child for child in acting.children if isinstance(child, Evaluated))
        return
    function = expression.function
    base = acting.part(function.base if isinstance(function, e.Attribute) else function)
    if base is not None:
        yield base
    for argument in expression.arguments:
        node = acting.part(argument.value)
        if node is not None:
            yield node


def _by_catalogue(acting: Evaluated, via: str) -> list[Evaluated]:
    """The arguments that the catalogue says hold paths."""
    model = find_call(via) or find_method(None, via.rpartition(".")[2])
    expression = acting.expression
    if model is None or not isinstance(expression, e.Call):
        return []
    specs = [*model.path, *model.source, *model.destination, *model.also]
    found = [_find_given(acting, expression, spec) for spec in specs]
    return [node for node in found if node is not None]


def _find_given(acting: Evaluated, call: e.Call, spec: ArgumentSpec) -> Evaluated | None:
    if spec.receiver:
        function = call.function
        return acting.part(function.base) if isinstance(function, e.Attribute) else None
    for argument in call.arguments:
        if argument.name is not None and argument.name in spec.keywords:
            return acting.part(argument.value)
    positional = [a for a in call.arguments if a.name is None and not a.stars]
    if spec.position is not None and spec.position < len(positional):
        return acting.part(positional[spec.position].value)
    return None


def _paths_in(value: Value | None, depth: int = 4) -> Iterator[Value]:
    """The texts, paths and open files in a value."""
    for option in options_of(value) if value is not None else ():
        if isinstance(option, ListValue) and depth:
            for item in option.items[:_MAX_ITEMS]:
                yield from _paths_in(item, depth - 1)
        elif isinstance(option, ExternalInstance) and option.path is not None and depth:
            if is_handle(option):
                yield from _paths_in(option.path, depth - 1)
        else:
            yield option


def _makes(value: Value, artifact: str, directory: str, exact: bool) -> bool:
    """Does the text of a value name the artifact, or begin or end its name?"""
    text = text_of(value)
    if not text or not text.strip("{}/."):
        return False
    name = normalise(text, directory)
    if name == artifact or exact:
        return name == artifact
    return len(text) > 2 and (artifact.startswith(name) or artifact.endswith(text.lstrip("./")))
