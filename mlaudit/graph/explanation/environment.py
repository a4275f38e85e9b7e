"""The environment and the working directory as sources."""

from __future__ import annotations

from mlaudit.graph.explanation.code import show
from mlaudit.graph.explanation.events import Evaluated
from mlaudit.graph.explanation.objects import holds
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.explanation.telling import reason_of_unknown, show_value
from mlaudit.graph.python.values import (
    Value,
)
from mlaudit.model.explanation import Source, SourceKind

_ENVIRONMENT = frozenset({"os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop"})
_DIRECTORIES = frozenset({"os.getcwd", "os.getcwdb", "pathlib.Path.cwd", "os.path.curdir"})


def is_environment(name: str) -> bool:
    """Does the external call read an environment variable?"""
    return name in _ENVIRONMENT


def environment_source(search: Search, node: Evaluated, target: Value) -> Source:
    """An environment variable: what the command sets, or the default."""
    name, value = show(node.expression, 4), show_value(target)
    inner = [c for c in node.children if isinstance(c, Evaluated) and holds(c.value, target)]
    parts = search.parts(search, inner[-1], target) if inner else ()
    reason = reason_of_unknown(target)
    note = reason or ("default" if inner else "set where the step is started")
    return Source(SourceKind.ENVIRONMENT, name, "", value, node.place, note, parts)


def working_directory(node: Evaluated, name: str, target: Value) -> Source | None:
    """The folder in which the program runs."""
    if name not in _DIRECTORIES:
        return None
    code = show(node.expression, 4)
    return Source(SourceKind.DIRECTORY, code, "", show_value(target), node.place)
