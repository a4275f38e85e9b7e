"""Entries as tables of a configuration file, which stays as it is otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from mlaudit.configuration.quoting import quote
from mlaudit.configuration.source import FILE, look_around
from mlaudit.files import read_regular, write_whole
from mlaudit.gate.documenting.entry import Entry
from mlaudit.model.immutable import immutable

_OPEN = {
    "who": 'whose work it is: "data team"',
    "how": 'where it is told how: "docs/export.md#crm"',
}
"""Keys that are left to fill in."""


class WriteError(Exception):
    """An entry cannot be written; the message says why and what to do."""


@immutable
class Target:
    """A configuration file; `table` is what its array of manual steps is called."""

    file: Path
    table: str


def find_target(root: Path) -> Target:
    """The configuration of a project: the file that is there, or a new mlaudit.toml.

    Args:
        root: the project's directory.

    Raises:
        ConfigurationError: the file that is there cannot be read.
        WriteError: it lies above the project.
    """
    source = look_around(root)
    if source is None or source.folder is None:
        return Target(root / FILE, "manual-step")
    name = Path(source.label).name
    if source.folder != root.resolve():
        raise WriteError(
            f"the configuration of this project is {source.folder / name}; register the step "
            f"there, with `mlaudit document --dir {source.folder}`, or next to the code, with "
            "--inline"
        )
    return Target(root / name, "manual-step" if name == FILE else "tool.mlaudit.manual-step")


def append_entry(target: Target, entry: Entry) -> None:
    """Write an entry to the end of a file; what was there stays byte for byte.

    Raises:
        WriteError: the file cannot be read or written, or would be no TOML then.
    """
    before = _read(target.file) if target.file.exists() else b""
    try:
        added = "\n".join(_list_lines(target.table, entry)) + "\n"
    except UnicodeEncodeError as error:
        raise WriteError("what it is about has a name that is no UTF-8: rename it") from error
    if before:
        added = ("\n" if before.endswith(b"\n") else "\n\n") + added
    if b"\r\n" in before:
        added = added.replace("\n", "\r\n")
    text = before + added.encode()
    try:
        tomllib.loads(text.decode().replace("\r\n", "\n"))
    except ValueError as error:
        raise WriteError(
            f"{target.file}: [[{target.table}]] cannot be added at its end ({error}); mend the "
            "file, or write the entry by hand"
        ) from error
    try:
        write_whole(target.file, text, target.file.parent)
    except OSError as error:
        raise WriteError(f"cannot write {target.file}: {error.strerror}") from error


def _read(file: Path) -> bytes:
    try:
        return read_regular(file)
    except OSError as error:
        raise WriteError(f"cannot read {file}: {error.strerror}") from error


def _list_lines(table: str, entry: Entry) -> Iterator[str]:
    yield f"[[{table}]]"
    for key in ("id", "what", "who", "how", "why"):
        value = getattr(entry, key)
        if value:
            yield f"{key} = {quote(value)}"
        elif key in _OPEN:
            yield f'# {key} = ""  # {_OPEN[key]}'
    if entry.until:
        yield f"until = {entry.until}"
    if entry.produces:
        yield f"produces = {_list(entry.produces)}"
    yield f"rule = {quote(entry.rule)}"
    yield f"subject = {quote(entry.subject)}"
    if entry.paths:
        yield f"paths = {_list(entry.paths)}"


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(quote, texts))}]"
