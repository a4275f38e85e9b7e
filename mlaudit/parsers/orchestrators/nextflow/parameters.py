"""Parameters of a pipeline with the values that its files give."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlaudit.model.data import Data, Entry, Scalar, Table
from mlaudit.parsers.environment.values import entries_of, text_of
from mlaudit.parsers.orchestrators.nextflow.text import Text
from mlaudit.patterns import lazy_regex

_LITERAL = r"""(?:"([^"\n]*)"|'([^'\n]*)'|(-?[\d.]+|true)\b)"""
_ASSIGNED = lazy_regex(rf"^[ \t]*params\.(\w+)[ \t]*=[ \t]*{_LITERAL}", re.MULTILINE)
_INSIDE = lazy_regex(rf"^[ \t]*(\w+)[ \t]*=[ \t]*{_LITERAL}", re.MULTILINE)
_SCOPE = lazy_regex(r"^[ \t]*params[ \t]*\{", re.MULTILINE)
_USE = lazy_regex(
    r"\$\{?\s*(?:params\.(\w+)|(projectDir|baseDir|launchDir|workflow\.projectDir))\b\}?"
)

PROJECT = "/{project}"
"""The folder of the pipeline, as its scripts name it."""


def parameters_of(text: Text) -> Table:
    """`params.x = …` and `params { x = … }` as a table; other values are left out.

    A parameter that is `false` or `null` at first is one that a person sets.
    """
    found: dict[str, Entry] = {}
    for match in _ASSIGNED.finditer(text.written):
        found[match[1]] = _entry(match, text.line_of(match.start(1)))
    for scope in _SCOPE.finditer(text.masked):
        body = text.part(scope.end(), text.closing(scope.end() - 1))
        for match in _INSIDE.finditer(body.written):
            found[match[1]] = _entry(match, body.line_of(match.start(1)))
    return Table(tuple(found.values()), 1)


def _entry(match: re.Match[str], line: int) -> Entry:
    value = next((part for part in match.groups()[1:] if part is not None), "")
    return Entry(match[1], Scalar(value, line), line)


def values_of(*tables: Data | None) -> dict[str, str]:
    """The values of several tables, those of the first last."""
    found: dict[str, str] = {}
    for table in reversed(tables):
        found.update({e.key: text_of(e.value) or "" for e in entries_of(table)})
    return {name: _fill(value, found, 0) for name, value in found.items()}


def fill(text: str, parameters: Mapping[str, str]) -> str:
    """A text of Groovy with the parameters and the folder of the pipeline put in."""
    return _fill(text, parameters, 0)


def _fill(text: str, parameters: Mapping[str, str], depth: int) -> str:
    def replace(match: re.Match[str]) -> str:
        if match[2] is not None:
            return PROJECT
        value = parameters.get(match[1])
        return match[0] if value is None or depth > 4 else _fill(value, parameters, depth + 1)

    return _USE.sub(replace, text) if "$" in text else text
