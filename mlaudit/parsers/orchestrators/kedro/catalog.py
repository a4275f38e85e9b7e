"""The data catalogue and the parameters of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Scalar, Table
from mlaudit.model.facts import KeptData
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.path_text import join_path
from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(r"\$\{([^{}]*)\}")


def read_catalog(path: str, data: Data | None) -> Iterator[KeptData]:
    """The datasets that are kept somewhere; those in memory are not among them."""
    for entry in entries_of(data):
        if entry.key.startswith("_") or not isinstance(entry.value, Table):
            continue
        target = _target(entry.value, data, project_of(path))
        if target is not None:
            stored = find(entry.value, "versioned")
            yield KeptData(
                _holes(entry.key),
                target,
                project_of(path),
                Place(path, entry.line),
                stored=isinstance(stored, Scalar) and stored.value is True,
            )


def _target(table: Table, whole: Data | None, project: str) -> str | None:
    for key in ("filepath", "path", "url"):
        text = text_of(table.get(key))
        if text:
            return join_path(project, _holes(_resolve(text, whole)))
    name = text_of(table.get("table_name"))
    return f"db:{_resolve(name, whole)}" if name else None


def _resolve(text: str, whole: Data | None) -> str:
    """The text with references into the same file resolved; others are unknown parts."""

    def replace(found: re.Match[str]) -> str:
        value = text_of(find(whole, *found[1].split(".")))
        name = re.sub(r"\W", "_", found[1].rpartition(":")[2]) or "x"
        return value if value is not None and "${" not in value else "{" + name + "}"

    return _REFERENCE.sub(replace, text)


def _holes(text: str) -> str:
    return re.sub(r"\{\s*(\w+)[^{}]*\}", r"{\1}", text)


def read_parameters(path: str, data: Data | None) -> Iterator[KeptData]:
    """`parameters`, and `params:a.b` for every table and value of the file."""
    if not isinstance(data, Table):
        return
    project = project_of(path)
    yield KeptData("parameters", path, project, Place(path, 1))
    waiting: list[tuple[tuple[str, ...], Entry]] = [((), entry) for entry in data.entries]
    while waiting:
        above, entry = waiting.pop(0)
        keys = (*above, entry.key)
        name = f"params:{'.'.join(keys)}"
        yield KeptData(name, path, project, Place(path, entry.line), keys)
        if len(keys) < 4:
            waiting += [(keys, inner) for inner in entries_of(entry.value)]


def project_of(path: str) -> str:
    """The folder above `conf`."""
    parts = path.split("/")
    return "/".join(parts[: parts.index("conf")]) or "."
