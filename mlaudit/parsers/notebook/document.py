"""The cells of a notebook file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mlaudit.model.immutable import immutable


@immutable
class Cell:
    """One cell.

    Attributes:
        index: among all cells, from 0.
        kind: "code", "markdown" or "raw".
        source: its text, with line feeds only.
        count: the execution count of a code cell that was run.
        outputs: whether it has any.
        tags: what its metadata calls it, such as "parameters".
        ignores: (rule, reason) of what its metadata sets aside.
    """

    index: int
    kind: str
    source: str
    count: int | None = None
    outputs: bool = False
    tags: tuple[str, ...] = ()
    ignores: tuple[tuple[str, str], ...] = ()


@immutable
class Document:
    """A notebook: its cells, the language of its kernel in lower case, its format version."""

    cells: tuple[Cell, ...]
    language: str
    version: tuple[int, int]


def read_document(data: bytes) -> Document | str:
    """The notebook, or the reason why it cannot be read. Never raises.

    Plain JSON instead of nbformat: that takes a seventh of the time, and nbformat refuses files
    over a missing key that no reader of cells needs. Only older versions are left to nbformat.
    """
    if not data.strip():
        return "an empty file, not a notebook"
    try:
        # Broken characters are nearly always in outputs, which are not read.
        content = json.loads(_decode(data))
    except RecursionError:
        return "nested too deeply to be read"
    except ValueError as error:
        return _explain(data, error)
    if not isinstance(content, dict):
        return "JSON, but not a notebook"
    major = _number(content.get("nbformat"), 4)
    if major < 4 and "worksheets" in content:
        return _upgrade(content)
    if not isinstance(content.get("cells"), list):
        return "JSON without cells, not a notebook"
    return _read_content(content, major)


def _decode(data: bytes) -> str:
    return data.decode(json.detect_encoding(data), "replace").removeprefix("\ufeff")


def _explain(data: bytes, error: ValueError) -> str:
    if b"\n<<<<<<< " in data:
        return "merge conflict left in the file"
    if data.startswith(b"version https://git-lfs"):
        return "a pointer to Git LFS, its content is not here"
    where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return f"broken JSON{where}: {str(error).partition(':')[0]}"


def _upgrade(content: dict[str, Any]) -> Document | str:
    import nbformat

    convert: Any = nbformat.convert  # which has no annotations
    from_dict: Any = nbformat.from_dict
    version = (_number(content.get("nbformat"), 3), _number(content.get("nbformat_minor"), 0))
    language = _old_language(content)
    try:
        upgraded = convert(from_dict(content), 4)
    except Exception as error:
        # nbformat raises whatever a missing key or a value of another type happens to cause.
        reason = str(error).partition("\n")[0][:80]
        return f"a notebook of version {version[0]} that nbformat cannot upgrade ({reason})"
    document = _read_content(dict(upgraded), 4)
    return Document(document.cells, language or document.language, version)


def _old_language(content: dict[str, Any]) -> str:
    """The language of the code cells, which before version 4 stood in each of them."""
    for sheet in content["worksheets"] if isinstance(content["worksheets"], list) else []:
        for cell in sheet.get("cells", []) if isinstance(sheet, dict) else []:
            if isinstance(cell, dict) and isinstance(cell.get("language"), str):
                return _name_language(cell["language"])
    return ""


def _read_content(content: dict[str, Any], major: int) -> Document:
    cells = tuple(_read_cells(content["cells"]))
    return Document(
        cells, _read_language(content), (major, _number(content.get("nbformat_minor"), 0))
    )


def _read_cells(cells: list[Any]) -> Iterator[Cell]:
    for index, cell in enumerate(cells):
        if not isinstance(cell, dict):
            continue
        kind = cell.get("cell_type")
        count = cell.get("execution_count")
        yield Cell(
            index,
            kind if isinstance(kind, str) else "raw",
            _read_source(cell.get("source")),
            count if isinstance(count, int) else None,
            bool(cell.get("outputs")),
            _read_tags(cell.get("metadata")),
            _read_ignores(cell.get("metadata")),
        )


def _read_tags(metadata: object) -> tuple[str, ...]:
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def _read_ignores(metadata: object) -> tuple[tuple[str, str], ...]:
    """The entries of `{"mlaudit": {"ignore": {"rule": "reason"}}}`."""
    own = metadata.get("mlaudit") if isinstance(metadata, dict) else None
    entries = own.get("ignore") if isinstance(own, dict) else None
    if not isinstance(entries, dict):
        return ()
    return tuple((n, r if isinstance(r, str) else "") for n, r in entries.items())


def _read_source(source: object) -> str:
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        return ""
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _read_language(content: dict[str, Any]) -> str:
    """The kernel's language; files that do not say are Python's, as most are."""
    metadata = content.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    places = (("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name"))
    for key, field in places:
        part = metadata.get(key)
        value = part.get(field) if isinstance(part, dict) else None
        if isinstance(value, str) and value:
            return (
                _name_language(value) if field != "name" or key != "kernelspec" else _guess(value)
            )
    return "python"


def _name_language(name: str) -> str:
    name = name.lower()
    return "python" if name.startswith(("python", "ipython", "pyspark")) else name


def _guess(kernel: str) -> str:
    """The language of a kernel by its name; environments name Python kernels as they like."""
    kernel = kernel.lower()
    exact = {"ir": "r", "r": "r", "scala": "scala", "bash": "bash", "sparkr": "r"}
    return exact.get(kernel, "julia" if kernel.startswith("julia") else "python")


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
