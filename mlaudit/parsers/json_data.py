"""JSON as data that knows its lines, comments and trailing commas tolerated.

`json` gives the values; the lines come from the fact that keys and texts stand in the source in
the order in which a walk through the values meets them. Numbers take the line of what is before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.parsers.yaml_data import MAXIMUM_DEPTH, decode_text
from mlaudit.patterns import lazy_regex

_TEXT = lazy_regex(r'"(?:[^"\\]|\\.)*"')
_COMMENT = lazy_regex(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = lazy_regex(r'("(?:[^"\\]|\\.)*")|,(?=\s*[\]}])')


class _Pairs(list[tuple[str, object]]):
    """The keys and values of an object, duplicates kept."""


def read_json(data: bytes | str) -> tuple[Data | None, str | None, int]:
    """The data of a JSON file, an error message or None, and the line of the error.

    A file of JSON lines holds records, not configuration, and gives neither data nor an error.
    """
    text = data if isinstance(data, str) else decode_text(data)
    if not text.strip():
        return None, None, 0
    try:
        return load_json(text), None, 0
    except RecursionError:
        return None, "nested too deeply", 0
    except ValueError as error:
        if _is_lines(text):
            return None, None, 0
        return _read_relaxed(text, error)


def _read_relaxed(text: str, error: ValueError) -> tuple[Data | None, str | None, int]:
    """Read once more without comments and trailing commas, newlines kept."""
    bare = _COMMENT.sub(lambda match: match[1] or "\n" * match[0].count("\n"), text)
    bare = _TRAILING_COMMA.sub(lambda match: match[1] or "", bare)
    try:
        return load_json(bare), None, 0
    except (ValueError, RecursionError):
        return None, getattr(error, "msg", "not JSON"), getattr(error, "lineno", 0)


def _is_lines(text: str) -> bool:
    rows = text.strip().split("\n", 2)[:2]
    try:
        return len([json.loads(row) for row in rows]) == 2
    except (ValueError, RecursionError):
        return False


def load_json(text: str) -> Data:
    """The data of strict JSON; raises ValueError or RecursionError for everything else."""
    values = json.loads(text, object_pairs_hook=_Pairs)
    return _Converter(_text_lines(text)).convert(values, 0)


def _text_lines(text: str) -> Iterator[int]:
    line, seen = 1, 0
    for match in _TEXT.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        yield line


class _Converter:
    """Walks through the values and the lines of their texts side by side."""

    def __init__(self, lines: Iterator[int]) -> None:
        self.lines = lines
        self.line = 1

    def convert(self, value: object, depth: int) -> Data:
        if depth > MAXIMUM_DEPTH:
            raise RecursionError
        line = self.line
        if isinstance(value, _Pairs):
            return Table(tuple(self.entry(key, each, depth) for key, each in value), line)
        if isinstance(value, list):
            return Sequence(tuple(self.convert(each, depth + 1) for each in value), line)
        if isinstance(value, str):
            self.line = next(self.lines, line)
        return Scalar(value, self.line)  # type: ignore[arg-type]

    def entry(self, key: str, value: object, depth: int) -> Entry:
        self.line = line = next(self.lines, self.line)
        return Entry(key, self.convert(value, depth + 1), line)
