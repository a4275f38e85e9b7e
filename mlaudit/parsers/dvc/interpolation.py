"""`${...}` in dvc.yaml.

The rules are those of https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#templating:
an expression names a value by keys and indices; an expression alone is replaced by the value
itself, one inside a text by the value as text; a mapping in a command becomes its options.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.patterns import lazy_regex

Context: TypeAlias = Mapping[str, object]
"""What the names in expressions stand for, as plain values."""

_EXPRESSION = lazy_regex(r"(?<!\\)\$\{([^{}]*)\}")
_ESCAPED = "\\${"
_STEP = lazy_regex(r"[^.\[\]]+")
_ROUNDS = 3
_MISSING = object()


def interpolate(data: Data, context: Context, command: bool = False) -> Data:
    """`data` with every expression in its keys and texts replaced.

    What the context does not hold becomes `{name}`, a part that is unknown. With `command`,
    mappings and lists are written as they go into a command line.
    """
    if isinstance(data, Table):
        entries = (
            Entry(_fill(e.key, context, False), interpolate(e.value, context, command), e.line)
            for e in data.entries
        )
        return Table(tuple(entries), data.line)
    if isinstance(data, Sequence):
        return Sequence(tuple(interpolate(i, context, command) for i in data.items), data.line)
    if not isinstance(data.value, str):
        return data
    whole = _EXPRESSION.fullmatch(data.value.strip())
    value = find_value(whole[1], context) if whole and not command else None
    if isinstance(value, (dict, list)):
        return interpolate(to_data(value, data.line), context)
    return Scalar(_fill(data.value, context, command), data.line)


def find_value(expression: str, context: Context) -> object:
    """The value that `a.b[0]` names, or None."""
    value = _look_up(expression, context)
    return None if value is _MISSING else value


def to_data(value: object, line: int) -> Data:
    """A plain value as data that stands on `line`."""
    if isinstance(value, dict):
        entries = (Entry(str(key), to_data(each, line), line) for key, each in value.items())
        return Table(tuple(entries), line)
    if isinstance(value, list):
        return Sequence(tuple(to_data(each, line) for each in value), line)
    plain = value is None or isinstance(value, (str, int, float, bool))
    return Scalar(value if plain else str(value), line)  # type: ignore[arg-type]


def to_text(value: object) -> str:
    """A value as DVC writes it into a text and into the name of a stage."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _look_up(expression: str, context: Context) -> object:
    value: object = context
    for step in _STEP.findall(expression.strip()):
        key = step.strip("'\" ")
        if isinstance(value, Mapping):
            value = value.get(key, _MISSING)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return _MISSING
    return _MISSING if value is context else value


def _fill(text: str, context: Context, command: bool) -> str:
    for _ in range(_ROUNDS):
        filled = _EXPRESSION.sub(lambda match: _render(match[1], context, command), text)
        if filled == text:
            break
        text = filled
    return text.replace(_ESCAPED, "${")


def _render(expression: str, context: Context, command: bool) -> str:
    value = _look_up(expression, context)
    if value is _MISSING or (isinstance(value, (dict, list)) and not command):
        return f"{{{re.sub(r'[^A-Za-z0-9_.]+', '_', expression.strip()).strip('_')}}}"
    if isinstance(value, dict):
        return " ".join(_write_options(value, ""))
    if isinstance(value, list):
        return " ".join(_quote(each) for each in value)
    return to_text(value)


def _write_options(table: Mapping[str, object], prefix: str) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _write_options(value, f"{prefix}{key}.")
        elif value is True:
            yield f"--{prefix}{key}"
        elif isinstance(value, list):
            yield " ".join([f"--{prefix}{key}", *(_quote(each) for each in value)])
        elif value is not None and value is not False:
            yield f"--{prefix}{key} {_quote(value)}"


def _quote(value: object) -> str:
    """Text as a word of a command; an expression or a hole inside it stays as it is."""
    text = to_text(value)
    return text if re.fullmatch(r"[^\s'\"$&;|<>()]+|.*\$\{.*", text) else shlex.quote(text)
