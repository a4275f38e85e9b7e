"""The file of a baseline: JSON with one sorted entry a line, and nothing that changes by itself.

No line numbers, messages, times or versions, so that two branches merge it line by line. Such a
merge may leave a comma too many or too few at the end of a line, or the same entry twice; that is
read as it is meant, the larger count counts, and the next `mlaudit baseline write` mends it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mlaudit.gate.baseline.entries import Entry

SCHEMA = "mlaudit-baseline/1"
_HEAD = f'{{"schema":"{SCHEMA}","findings":['
_TAIL = "]}"
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_FIELDS = {"rule": str, "path": str, "scope": str, "subject": str, "count": int}


class BaselineError(Exception):
    """A baseline cannot be read; the message says where it is broken and what to do."""


def write_text(entries: Iterable[Entry]) -> str:
    """The text of the file: ASCII, lines end with LF, the last one too."""
    lines = [_write_entry(entry) for entry in sorted(entries, key=lambda entry: entry.sort_key)]
    body = ",\n".join(lines) + "\n" if lines else ""
    return f"{_HEAD}\n{body}{_TAIL}\n"


def _write_entry(entry: Entry) -> str:
    fields = {name: getattr(entry, name) for name in _FIELDS}
    return json.dumps(fields, separators=(",", ":"))


def read_text(text: str, name: str) -> tuple[Entry, ...]:
    """The entries, sorted.

    Args:
        text: of the file.
        name: of the file, for messages.

    Raises:
        BaselineError: it is no baseline, or a line is broken.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    filled = [(number, line) for number, line in lines if line]
    _check_markers(filled, name)
    listed = _list_lines(filled, name) if filled[:1] == [(1, _HEAD)] else _list_whole(text, name)
    largest: dict[Entry, int] = {}
    for place, data in listed:
        entry = _read_entry(data, place)
        bare = Entry(*entry.identity)
        largest[bare] = max(entry.count, largest.get(bare, 0))
    entries = (Entry(*bare.identity, count=count) for bare, count in largest.items())
    return tuple(sorted(entries, key=lambda entry: entry.sort_key))


def _check_markers(lines: Iterable[tuple[int, str]], name: str) -> None:
    for number, line in lines:
        if line.startswith(_MARKERS):
            raise BaselineError(
                f"{name}:{number}: a merge left its conflict markers; delete these lines and keep "
                "the entries of both sides, then `mlaudit baseline prune` drops what is gone"
            )


def _list_lines(lines: list[tuple[int, str]], name: str) -> Iterator[tuple[str, Any]]:
    """(place, entry) of each line between the first one and the last one."""
    for number, line in lines[1:-1]:
        try:
            yield f"{name}:{number}", json.loads(line.removesuffix(","))
        except ValueError as error:
            raise BaselineError(
                f"{name}:{number}: this line is no entry: {_explain(error)}"
            ) from error
    number, tail = lines[-1]
    if tail != _TAIL:
        raise BaselineError(f"{name}:{number}: a baseline ends with the line {_TAIL}")


def _list_whole(text: str, name: str) -> Iterator[tuple[str, Any]]:
    """(place, entry) of JSON in any other layout."""
    try:
        data = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise BaselineError(f"{name}:{line}: this is no JSON: {_explain(error)}") from error
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise BaselineError(
            f"{name}:1: its schema is {json.dumps(schema)}, and this version of mlaudit reads "
            f'"{SCHEMA}"'
        )
    if set(data) != {"schema", "findings"} or not isinstance(data["findings"], list):
        raise BaselineError(f'{name}:1: beside "schema" a baseline has a list "findings" alone')
    for number, entry in enumerate(data["findings"], 1):
        yield f"{name}: entry {number}", entry


def _read_entry(data: Any, place: str) -> Entry:
    if not isinstance(data, dict):
        raise BaselineError(f"{place}: an entry is an object in braces")
    for problem in _list_problems(data):
        raise BaselineError(f"{place}: {problem}")
    return Entry(**data)


def _explain(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return str(error)


def _list_problems(data: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the fields of an entry."""
    for name in data:
        if name not in _FIELDS:
            yield f"an entry has no field {json.dumps(name)}"
    for name, kind in _FIELDS.items():
        if name not in data:
            yield f"the field {json.dumps(name)} is missing"
        elif type(data[name]) is not kind:
            yield f"the field {json.dumps(name)} is no {'number' if kind is int else 'text'}"
        elif kind is int and data[name] < 1:
            yield 'the field "count" is less than 1'
