"""TOML as data that knows its lines.

`tomllib` gives the values; a scan of the tokens beside it gives the line of every key and item.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import TypeAlias

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.parsers.yaml_data import MAXIMUM_DEPTH, decode_text
from mlaudit.patterns import lazy_regex

_Path: TypeAlias = tuple[str | int, ...]

_TOKEN = lazy_regex(
    r"""(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<mark>\[\[|\]\]|[\[\]{}=,.])"
    r"""|(?P<bare>[^\s\[\]{}=,.\#"']+)""",
    re.DOTALL,
)
_DEEP = lazy_regex(r"""(?<![\w"'.-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){200}""")
"""A key with more names than any has, which `tomllib` reads in the square of their number."""
_ERROR_LINE = lazy_regex(r"\(at line (\d+)")


def read_toml(data: bytes | str) -> tuple[Data | None, str | None, int]:
    """The data of a TOML file, an error message or None, and the line of the error."""
    text = data if isinstance(data, str) else decode_text(data)
    if _DEEP.search(text):
        return None, "nested too deeply", 0
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
        return _convert(values, (), _find_lines(text), 1), None, 0
    except RecursionError:
        return None, "nested too deeply", 0
    except ValueError as error:
        found = _ERROR_LINE.search(str(error))
        return None, str(error).partition(" (at ")[0], int(found[1]) if found else 0


def _convert(value: object, path: _Path, lines: dict[_Path, int], line: int) -> Data:
    if len(path) > MAXIMUM_DEPTH:
        raise RecursionError
    line = lines.get(path, line)
    if isinstance(value, dict):
        entries = []
        for key, each in value.items():
            child = _convert(each, (*path, key), lines, line)
            entries.append(Entry(key, child, lines.get((*path, key), child.line)))
        return Table(tuple(entries), line)
    if isinstance(value, list):
        items = (_convert(each, (*path, i), lines, line) for i, each in enumerate(value))
        return Sequence(tuple(items), line)
    plain = isinstance(value, (str, int, float, bool))
    return Scalar(value if plain else str(value), line)  # type: ignore[arg-type]


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """(kind, text, line) of every token that is no comment."""
    line, seen = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        if match.lastgroup != "comment":
            yield str(match.lastgroup), match.group(), line


def _find_lines(text: str) -> dict[_Path, int]:
    """The line of every key and array item, by its path in the data."""
    lines: dict[_Path, int] = {}
    tables: dict[_Path, int] = {}
    prefix: _Path = ()
    tokens = _tokens(text)
    for kind, token, line in tokens:
        if token in ("[", "[[") and kind == "mark":
            parts = _read_key(tokens, "]")
            prefix = _enter_table(parts, tables, repeated=token == "[[")
            _record(lines, prefix, line)
        elif kind != "newline":
            path = (*prefix, *_read_key(tokens, "=", token))
            _record(lines, path, line)
            _read_value(tokens, path, lines)
    return lines


def _record(lines: dict[_Path, int], path: _Path, line: int) -> None:
    """Note the line of a key, and of the tables that it makes by being named."""
    for length in range(1, len(path) + 1):
        lines.setdefault(path[:length], line)


def _read_key(tokens: Iterator[tuple[str, str, int]], end: str, first: str = "") -> list[str]:
    parts = [_unquote(first)] if first else []
    for kind, token, _ in tokens:
        if kind == "newline" or token.startswith(end):
            break
        if kind != "mark":
            parts.append(_unquote(token))
    return parts


def _unquote(token: str) -> str:
    return token[1:-1] if token[:1] in ("'", '"') else token


def _enter_table(parts: list[str], tables: dict[_Path, int], repeated: bool) -> _Path:
    """The path of a table header, with the index of every array of tables on the way."""
    path: _Path = ()
    for i, part in enumerate(parts):
        path = (*path, part)
        if repeated and i == len(parts) - 1:
            tables[path] = tables.get(path, -1) + 1
        if path in tables:
            path = (*path, tables[path])
    return path


def _read_value(
    tokens: Iterator[tuple[str, str, int]], path: _Path, lines: dict[_Path, int]
) -> None:
    """Record the lines inside one value, up to the end of its statement."""
    stack: list[tuple[_Path, int | None]] = []
    for token, line in _split_brackets(tokens, lambda: not stack):
        container, index = stack[-1] if stack else (path, None)
        here = container if index is None else (*container, index)
        if token == "[":
            lines.setdefault(here, line)
            stack.append((here, 0))
        elif token == "{":
            lines.setdefault(here, line)
            stack.append((here, None))
        elif token in ("]", "}"):
            if stack:
                stack.pop()
        elif token == "," and index is not None:
            stack[-1] = (container, index + 1)
        elif index is not None:
            lines.setdefault(here, line)


def _split_brackets(
    tokens: Iterator[tuple[str, str, int]], outside: Callable[[], bool]
) -> Iterator[tuple[str, int]]:
    for kind, token, line in tokens:
        if kind == "newline":
            if outside():
                return
        elif kind == "mark" and len(token) == 2:
            yield token[0], line
            yield token[1], line
        else:
            yield ("text" if kind == "text" else token), line
