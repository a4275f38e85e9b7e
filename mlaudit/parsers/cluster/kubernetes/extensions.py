"""Where extensions of Kubernetes nest their containers, and what their jobs start themselves."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.shell import parse_script

_MAXIMUM_DEPTH = 12


def pods_of(data: Data, depth: int) -> Iterator[Table]:
    """The tables below an object that hold containers; extensions nest them differently."""
    if depth > _MAXIMUM_DEPTH:
        return
    if isinstance(data, Table) and items_of(data.get("containers")):
        yield data
        return
    for child in _children(data):
        yield from pods_of(child, depth + 1)


def find_all(data: Data, keys: tuple[str, ...], depth: int) -> Iterator[Scalar]:
    """The scalars under any of the keys, however deep."""
    if depth > _MAXIMUM_DEPTH:
        return
    for entry in entries_of(data):
        if entry.key in keys and isinstance(entry.value, Scalar) and text_of(entry.value):
            yield entry.value
    for child in _children(data):
        yield from find_all(child, keys, depth + 1)


def _children(data: Data) -> tuple[Data, ...]:
    return items_of(data) or tuple(entry.value for entry in entries_of(data))


def driver_runs(path: str, spec: Table) -> Iterator[Run]:
    """What a job of Ray or Spark starts by itself."""
    entry = spec.get("entrypoint")
    text = text_of(entry)
    if text and entry is not None:
        yield Run(Place(path, entry.line), script=parse_script(text, entry.line))
    base = spec.get("template") or spec
    file = find(base, "mainApplicationFile")
    main = text_of(file)
    if main and file is not None and main.endswith(".py"):
        words = [main.removeprefix("local://"), *(text_of(a) or "" for a in _arguments(base))]
        script = parse_script("spark-submit " + " ".join(words), file.line)
        yield Run(Place(path, file.line), script=script)


def _arguments(base: Data) -> tuple[Data, ...]:
    return items_of(find(base, "arguments"))
