"""YAML as data that knows its lines.

Scalars follow the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema): `on`,
`yes` and `012` are what they look like, as DVC and GitHub read them. Merge keys of YAML 1.1 are
applied, since those tools apply them too. Tags of other programs (`!Ref`, `!include`) are ignored
and leave the value as written.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from yaml.events import AliasEvent, CollectionStartEvent, Event, ScalarEvent

MAXIMUM_NODES = 200_000
"""Bound on the values of one file after its aliases are expanded."""

MAXIMUM_DEPTH = 100
"""Bound on nesting."""

_CONSTANTS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMERIC = frozenset("+-.0123456789")
_INTEGER = lazy_regex(r"[-+]?[0-9]{1,4000}|0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = lazy_regex(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:binary")
_JOIN_TAG = "!join"
"""No standard, but what everybody names the tag that puts the texts of a list together."""
_STANDARD_TAG = "tag:yaml.org,2002:"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes) -> str:
    """Text in whatever encoding it is: a byte order mark, else UTF-8, UTF-16, Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    head = data[:400]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) * 2 > len(zeros):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_yaml(data: bytes | str) -> tuple[Data | None, str | None, int]:
    """The first document of a YAML file.

    The line of a block scalar (`|`, `>`) is that of its first line of text; every other value has
    the line on which it starts.

    Returns:
        The data (None for an empty file), an error message or None, and the line of the error
        (0 where the error has no line).
    """
    documents = _documents(data)
    try:
        return next(documents, None), None, 0
    except _BrokenError as error:
        return None, error.reason, error.line


def read_all_yaml(data: bytes | str) -> tuple[tuple[Data, ...], str | None, int]:
    """The documents of a YAML file, up to an error if there is one; returns as `read_yaml`."""
    found: list[Data] = []
    try:
        found.extend(document for document in _documents(data) if document is not None)
    except _BrokenError as error:
        return tuple(found), error.reason, error.line
    return tuple(found), None, 0


class _BrokenError(Exception):
    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(slots=True)
class _Frame:
    """A collection whose items are still being read."""

    line: int
    anchor: str | None
    table: bool
    joined: bool = False
    items: list[Data] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    size: int = 1

    def close(self) -> Data:
        if self.joined and all(isinstance(item, Scalar) for item in self.items):
            return Scalar("".join(_key_text(item) for item in self.items), self.line)
        if not self.table:
            return Sequence(tuple(self.items), self.line)
        pairs = zip(self.keys, self.items[::2], self.items[1::2], strict=True)
        return Table(tuple(_merge([Entry(k, v, key.line) for k, key, v in pairs])), self.line)


def _merge(entries: list[Entry]) -> list[Entry]:
    if not any(entry.key == "<<" for entry in entries):
        return entries
    own = [entry for entry in entries if entry.key != "<<" or not _merged(entry.value)]
    taken = {entry.key for entry in own}
    inherited: list[Entry] = []
    for entry in entries:
        for table in _merged(entry.value) if entry.key == "<<" else ():
            new = [each for each in table.entries if each.key not in taken]
            taken.update(each.key for each in new)
            inherited.extend(new)
    return inherited + own


def _merged(value: Data) -> list[Table]:
    tables = value.items if isinstance(value, Sequence) else (value,)
    return [table for table in tables if isinstance(table, Table)]


@dataclass(slots=True)
class _Composer:
    """Turns the events of one document into data, without recursion."""

    frames: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Data, int]] = field(default_factory=dict)
    result: Data | None = None

    def open(self, event: CollectionStartEvent, table: bool) -> None:
        if len(self.frames) >= MAXIMUM_DEPTH:
            raise _BrokenError("nested too deeply", _line(event))
        joined = not table and event.tag == _JOIN_TAG
        self.frames.append(_Frame(_line(event), event.anchor, table, joined))

    def close(self) -> None:
        frame = self.frames.pop()
        self.add(frame.close(), frame.size, frame.line, frame.anchor)

    def alias(self, event: AliasEvent) -> None:
        if event.anchor not in self.anchors:
            raise _BrokenError(f"alias of an unknown anchor: {event.anchor}", _line(event))
        value, size = self.anchors[event.anchor]
        self.add(value, size, _line(event), None, str(event.anchor))

    def scalar(self, event: ScalarEvent) -> None:
        line = _line(event) + (1 if event.style in ("|", ">") else 0)
        plain = _is_plain(event)
        value = _resolve(event.value) if plain else event.value
        self.add(Scalar(value, line), 1, line, event.anchor, event.value)

    def add(
        self, value: Data, size: int, line: int, anchor: str | None, text: str | None = None
    ) -> None:
        if anchor is not None:
            self.anchors[anchor] = (value, size)
        if not self.frames:
            self.result = value
            return
        frame = self.frames[-1]
        frame.size += size
        if frame.size > MAXIMUM_NODES:
            raise _BrokenError("aliases expand to too many values", line)
        if frame.table and len(frame.items) % 2 == 0:
            frame.keys.append(_key_text(value) if text is None else text)
        frame.items.append(value)


def _is_plain(event: ScalarEvent) -> bool:
    if event.tag is None:
        return bool(event.implicit[0])
    return event.tag.startswith(_STANDARD_TAG) and event.tag not in _TEXT_TAGS


def _resolve(text: str) -> str | int | float | bool | None:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[:1] not in _NUMERIC:  # most texts
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _key_text(value: Data) -> str:
    """A key that is a collection, as templates such as `{{ name }}: x` make it."""
    if isinstance(value, Scalar):
        return str(value.value)
    if isinstance(value, Sequence):
        return f"[{', '.join(_key_text(item) for item in value.items[:20])}]"
    return f"{{{', '.join(entry.key for entry in value.entries[:20])}}}"


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 0


def _events(data: bytes | str) -> Iterator[Event]:
    import yaml

    text = data if isinstance(data, str) else decode_text(data)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or "not YAML"
        raise _BrokenError(str(reason), mark.line + 1 if mark else 0) from error
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError) as error:
        reason = str(error).partition("\n")[0]
        raise _BrokenError(reason or "not YAML", _line_of_offset(text, error)) from error


def _line_of_offset(text: str, error: Exception) -> int:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 0


def _documents(data: bytes | str) -> Iterator[Data | None]:
    from yaml import events

    composer = _Composer()
    for event in _events(data):
        if isinstance(event, events.ScalarEvent):
            composer.scalar(event)
        elif isinstance(event, events.MappingStartEvent):
            composer.open(event, table=True)
        elif isinstance(event, events.SequenceStartEvent):
            composer.open(event, table=False)
        elif isinstance(event, (events.MappingEndEvent, events.SequenceEndEvent)):
            composer.close()
        elif isinstance(event, events.AliasEvent):
            composer.alias(event)
        elif isinstance(event, events.DocumentEndEvent):
            yield composer.result
            composer = _Composer()
