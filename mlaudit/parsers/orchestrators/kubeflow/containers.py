"""Components that run a command in a container."""

from __future__ import annotations

import ast
import shlex

from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.values import argument, keyword, text_of
from mlaudit.parsers.shell import parse_script


def command_runs(source: Source, call: ast.Call) -> tuple[Run, ...]:
    """What `ContainerOp(…)` or `ContainerSpec(…)` starts, as far as it says so itself."""
    words = [
        word
        for name in ("command", "arguments", "args")
        for word in _words(source, keyword(call, name))
    ]
    if not words or keyword(call, "command") is None:
        return ()
    text = " ".join(word if "{" in word else shlex.quote(word) for word in words)
    return (Run(Place(source.path, call.lineno), script=parse_script(text, call.lineno)),)


def _words(source: Source, node: ast.expr | None) -> list[str]:
    elements = node.elts if isinstance(node, ast.List | ast.Tuple) else [node] if node else []
    return [text_of(element, source.constants) or "{argument}" for element in elements]


def image_of(source: Source, call: ast.Call | None) -> str | None:
    """The image that a call or a decorator names."""
    if call is None:
        return None
    image = text_of(keyword(call, "image", "base_image", "target_image"), source.constants)
    return None if image == "{x}" else image


def returned_container(source: Source, function: Function) -> ast.Call | None:
    """The `ContainerSpec(…)` that a container component returns."""
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    calls = [value for value in returned if isinstance(value, ast.Call)]
    return next((c for c in calls if source.qualified(c.func).endswith(".ContainerSpec")), None)


def container_name(source: Source, call: ast.Call) -> str | None:
    """The name of the task that `ContainerOp(…)` makes; None for other calls."""
    if not source.qualified(call.func).endswith(".ContainerOp"):
        return None
    return text_of(argument(call, 0, "name"), source.constants) or "container"
