"""Entries as comments next to the code."""

from __future__ import annotations

import ast
from io import StringIO
from pathlib import Path

from mlaudit.files import read_regular, write_whole
from mlaudit.gate.documenting.entry import Entry
from mlaudit.gate.documenting.table import WriteError
from mlaudit.model.data import plain
from mlaudit.model.place import Place
from mlaudit.parsers.manual.comments import can_hold
from mlaudit.parsers.yaml_data import read_yaml

_HEAD = ("id", "rule", "subject", "produces")
_REST = ("what", "who", "how", "why", "until")


def insert_comment(root: Path, place: Place, entry: Entry) -> Place:
    """Write an entry above the line that a finding is about; the rest stays byte for byte.

    Args:
        root: the project's directory.
        place: of the finding.
        entry: to be written.

    Returns:
        Where it stands now.

    Raises:
        WriteError: the file takes no such comment, or cannot be read or written.
    """
    if place.cell is not None or not can_hold(place.path):
        raise WriteError(f"{place.path} takes no such comment; leave out --inline")
    if not all(line.isprintable() for line in _list_lines(entry)):
        raise WriteError("what it is about has characters that do not show; leave out --inline")
    file = root / place.path
    try:
        text = read_regular(file).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise WriteError(f"cannot read {file}: {error}") from error
    lines = list(StringIO(text, newline=""))
    end = "\r\n" if "\r\n" in text else "\n"
    for number in range(min(max(place.line - 1, _start(lines)), len(lines)), -1, -1):
        changed = _insert(lines, number, entry, end)
        if changed is not None and _means_the_same(place.path, text, changed):
            try:
                write_whole(file, changed.encode(), root)
            except OSError as error:
                raise WriteError(f"cannot write {file}: {error.strerror}") from error
            return Place(place.path, number + 1)
    raise WriteError(f"{place} takes no comment without changing what it means")


def _start(lines: list[str]) -> int:
    """The index of the first line that is neither a shebang nor says in what it is encoded."""
    number = 1 if lines[:1] and lines[0].startswith("#!") else 0
    if lines[number : number + 1] and "coding" in lines[number] and lines[number].startswith("#"):
        number += 1
    return number


def _insert(lines: list[str], number: int, entry: Entry, end: str) -> str | None:
    """The text with the comment before a line; None where the line goes on from the one before."""
    if number and lines[number - 1].rstrip("\r\n").endswith("\\"):
        return None
    line = lines[number] if number < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())].rstrip("\r\n")
    added = [f"{indent}{text}{end}" for text in _list_lines(entry)]
    if number and not lines[number - 1].endswith("\n"):
        added.insert(0, end)
    return "".join([*lines[:number], *added, *lines[number:]])


def _list_lines(entry: Entry) -> tuple[str, str]:
    return (
        " ".join(["# mlaudit: manual-step", *_list_words(entry, _HEAD)]),
        " ".join(["#  ", *_list_words(entry, _REST)]),
    )


def _list_words(entry: Entry, keys: tuple[str, ...]) -> list[str]:
    values = {key: getattr(entry, key) for key in keys}
    texts = {key: ",".join(v) if isinstance(v, tuple) else v for key, v in values.items()}
    texts["produces"] = "" if "," in "".join(entry.produces) else texts.get("produces", "")
    return [f"{key}={_quote(text)}" for key, text in texts.items() if text]


def _quote(text: str) -> str:
    if text and not any(letter.isspace() or letter in "\"'\\" for letter in text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _means_the_same(path: str, before: str, after: str) -> bool:
    """Is the new line but a comment? Of what cannot be parsed that is taken for granted."""
    if path.endswith(".py"):
        try:
            return ast.dump(ast.parse(before)) == ast.dump(ast.parse(after))
        except (SyntaxError, ValueError, RecursionError):
            return True
    if path.endswith((".yml", ".yaml")):
        same: bool = plain(read_yaml(before)[0]) == plain(read_yaml(after)[0])
        return same
    return True
