"""Sections of INI files: what they inherit, and references between their values."""

from __future__ import annotations

import re
from collections.abc import Callable

from mlaudit.graph.python.configuration_values import merge_tables
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    DictValue,
    ExternalInstance,
    Known,
    Value,
)
from mlaudit.patterns import lazy_regex

DEFAULT = "DEFAULT"
_BASIC = lazy_regex(r"%\((\w[\w.-]*)\)s|%%")
_EXTENDED = lazy_regex(r"\$\{(?:(?P<section>[^:{}]+):)?(?P<key>[^:{}]+)\}|\$\$")
_MAX_DEPTH = 8


def finish_sections(parser: ExternalInstance, raw: DictValue) -> DictValue:
    """Sections with the values of DEFAULT in each, references filled in."""
    shared = raw.entries.get(DEFAULT)
    given = parser.arguments.get(0, "defaults") if parser.arguments is not None else None
    base = given if isinstance(given, DictValue) else DictValue({})
    if isinstance(shared, DictValue):
        base = merge_tables(base, shared)
    sections = {
        key: merge_tables(base, value) if isinstance(value, DictValue) else value
        for key, value in {DEFAULT: DictValue({}), **raw.entries}.items()
    }
    fill = _filler(parser, sections)
    filled = {
        key: DictValue({k: fill(key, v, 0) for k, v in table.entries.items()}, table.open_)
        if isinstance(table, DictValue)
        else table
        for key, table in sections.items()
    }
    return DictValue(filled, raw.open_)


def _filler(
    parser: ExternalInstance, sections: dict[str, Value]
) -> Callable[[str, Value, int], Value]:
    """What fills the references in a value, as the parser's kind of interpolation does."""
    chosen = parser.arguments.get(None, "interpolation") if parser.arguments is not None else None
    extended = getattr(chosen, "call", "").endswith("ExtendedInterpolation")
    plain = chosen == NONE or parser.call.endswith("RawConfigParser")

    def fill(section: str, value: Value, depth: int) -> Value:
        if plain or depth > _MAX_DEPTH or not isinstance(value, Known):
            return value
        if not isinstance(value.value, str):
            return value

        def replace(match: re.Match[str]) -> str:
            if match[0] in ("%%", "$$"):
                return match[0][0]
            name = (match["section"] if extended else None) or section
            key = match["key"] if extended else match[1]
            found = find_option(sections.get(name), key)
            texts = texts_of(fill(name, found, depth + 1)) if found is not None else []
            return texts[0] if texts else "{" + key + "}"

        return Known((_EXTENDED if extended else _BASIC).sub(replace, value.value))

    return fill


def find_option(section: Value | None, key: str) -> Value | None:
    """A value by its key; the case of keys does not count."""
    if not isinstance(section, DictValue):
        return None
    lower = key.lower()
    same = (value for name, value in section.entries.items() if str(name).lower() == lower)
    return section.entries.get(key) or next(same, None)
