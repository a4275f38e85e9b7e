"""Where chains of sources end: command lines, configuration files, the environment."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.explanation.events import Called, Evaluated
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.explanation.telling import show_value
from mlaudit.graph.python.text import is_handle, normalise, texts_of
from mlaudit.graph.python.values import (
    DictValue,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    Value,
    options_of,
)
from mlaudit.model.data import Data, Scalar, Sequence, Table
from mlaudit.model.explanation import Source, SourceKind
from mlaudit.model.place import Place

_DEFAULT_CONFIGURATIONS = ("params.yaml",)


def hydra_source(search: Search, name: str, called: Called, target: Value) -> Source | None:
    """A value of the configuration that `@hydra.main` composes."""
    callee = called.callee
    if not isinstance(callee, FunctionValue):
        return None
    decoration = next((d for d in callee.decorators if d.name == "hydra.main"), None)
    if decoration is None or decoration.arguments is None:
        return None
    keys = next((k for v in _values_of(called) if (k := _find_keys(v, target)) is not None), None)
    if keys is None:
        return None
    dotted = ".".join(keys)
    words = search.trace.run.arguments or ()
    word = next((w for w in words if w.lstrip("+~").partition("=")[0] == dotted), None)
    value = show_value(target)
    if word is not None:
        return Source(SourceKind.COMMAND_LINE, name, "", value, None, word)
    place = _find_in_files(search, keys, target)
    return Source(SourceKind.CONFIGURATION, name, "", value, place, dotted)


def _values_of(called: Called) -> Iterator[Value]:
    for child in called.children:
        frame = getattr(child, "frame", None)
        if frame is not None:
            yield from frame.scope.variables.values()


def configuration_source(
    search: Search, name: str, holder: Evaluated, target: Value
) -> Source | None:
    """A value of a configuration file that a call has read."""
    keys = _find_keys(holder.value, target) if holder.value is not None else None
    if keys is None:
        return None
    for path in _candidates(search, holder):
        data = search.trace.run.world.configuration(path)
        found = _walk(data, keys) if data is not None else None
        if isinstance(found, Scalar) and _is_same(found, target):
            place = Place(path, found.line)
            note = ".".join(keys)
            return Source(SourceKind.CONFIGURATION, name, "", show_value(target), place, note)
    return None


def _candidates(search: Search, holder: Evaluated) -> Iterator[str]:
    """The files that a call may have read: those of its arguments, else all that were read."""
    run = search.trace.run
    for child in holder.children:
        if isinstance(child, Evaluated) and child.value is not None:
            for option in options_of(child.value):
                handle = isinstance(option, ExternalInstance) and option.path is not None
                if isinstance(option, Known | PathValue) or handle:
                    source = option.path if isinstance(option, ExternalInstance) else option
                    for text in texts_of(source) if source is not None else ():
                        yield normalise(text, run.directory)
    yield from (access.artifact for access in run.record.accesses if access.mode == "read")
    yield from (normalise(path, run.directory) for path in _DEFAULT_CONFIGURATIONS)


def _find_keys(value: Value, target: Value, depth: int = 8) -> tuple[str, ...] | None:
    """The keys that lead from a container to a value inside it."""
    if value is target:
        return ()
    for key, inner in _entries(value) if depth else ():
        below = _find_keys(inner, target, depth - 1)
        if below is not None:
            return (key, *below) if key else below
    return None


def _entries(value: Value) -> list[tuple[str, Value]]:
    if isinstance(value, DictValue):
        return [(str(key), inner) for key, inner in value.entries.items()]
    if isinstance(value, InstanceValue):
        return list(value.attributes.items())
    if isinstance(value, ListValue):
        return [(str(position), inner) for position, inner in enumerate(value.items)]
    if isinstance(value, ExternalInstance):
        data = value.state.get("data")
        if isinstance(data, DictValue):
            return _entries(data)
        return [("", value.path)] if value.path is not None and not is_handle(value) else []
    options = options_of(value)
    return [("", option) for option in options] if len(options) > 1 else []


def _walk(data: Data, keys: tuple[str, ...]) -> Data | None:
    for key in keys:
        found: Data | None = None
        if isinstance(data, Table):
            found = data.get(key)
        elif isinstance(data, Sequence) and key.isdigit() and int(key) < len(data.items):
            found = data.items[int(key)]
        if found is None:
            return None
        data = found
    return data


def _is_same(found: Scalar, target: Value) -> bool:
    return isinstance(target, Known) and found.value == target.value


def _find_in_files(search: Search, keys: tuple[str, ...], target: Value) -> Place | None:
    """The only line of the tree's configuration that gives these keys that value."""
    world = search.trace.run.world
    found = []
    for path in search.files:
        data = world.configuration(path)
        for start in range(len(keys)) if data is not None else ():
            value = _walk(data, keys[start:]) if data is not None else None
            if isinstance(value, Scalar) and _is_same(value, target):
                found.append(Place(path, value.line))
                break
    return found[0] if len(found) == 1 else None
