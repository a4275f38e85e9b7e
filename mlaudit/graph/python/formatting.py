"""`%`, `str.format` and format specifications, on templates with known text."""

from __future__ import annotations

import re

from mlaudit.graph.python.format_values import choices_of, format_value, text_or_hole
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

_PERCENT = lazy_regex(r"%(?:\((\w+)\))?([-#0 +]*[\d*]*(?:\.\d+)?)([sdifrxgeEGc%])")
_FIELD = lazy_regex(r"\{\{|\}\}|\{([\w.\[\]]*)(?:![rsa])?(?::([^{}]*))?\}")
_PART = lazy_regex(r"\.(\w+)|\[(\w+)\]")


def format_percent(template: str, values: Value) -> Value:
    """`template % values`."""
    if isinstance(values, DictValue):
        return Known(_PERCENT.sub(lambda m: _from_dict(m, values), template))
    given: list[Value] = list(values.items) if isinstance(values, ListValue) else [values]
    results: list[Value] = []
    for choice in choices_of(given):
        waiting = list(choice)
        results.append(Known(_PERCENT.sub(lambda m, w=waiting: _from_list(m, w), template)))  # type: ignore[misc]
    return join(results, "text")


def format_braces(template: str, arguments: Arguments) -> Value:
    """`template.format(…)`."""
    columns: dict[str, Value] = {str(n): value for n, value in enumerate(arguments.positional)}
    columns.update(arguments.keywords)
    for match in _FIELD.finditer(template):
        if match[1] and _PART.search(match[1]):
            columns[match[1]] = _inside(columns, match[1])
    results: list[Value] = []
    for choice in choices_of(list(columns.values())):
        fields = dict(zip(columns, choice, strict=True))
        results.append(Known(_fill(template, fields)))
    return join(results, "text")


def _inside(columns: dict[str, Value], name: str) -> Value:
    """What `{config[path]}` or `{args.name}` names."""
    label = re.split(r"[.\[]", name)[0]
    found: Value | None = columns.get(label)
    for part in _PART.finditer(name):
        label = part[1] or part[2]
        if isinstance(found, InstanceValue):
            found = found.attributes.get(label)
        elif isinstance(found, DictValue):
            found = found.entries.get(label)
        elif isinstance(found, ListValue) and label.isdigit():
            found = found.items[int(label)] if int(label) < len(found.items) else None
        else:
            found = None
    return found if found is not None else unknown(UnresolvedReason.DATA, label)


def format_map(template: str, mapping: Value | None) -> Value:
    """`template.format_map(mapping)`."""
    entries = mapping.entries if isinstance(mapping, DictValue) else {}
    return format_braces(template, Arguments([], {str(k): v for k, v in entries.items()}))


def _from_dict(match: re.Match[str], values: DictValue) -> str:
    if match[3] == "%":
        return "%"
    missing = unknown(UnresolvedReason.DATA, match[1] or "x")
    return _percent(match, options_of(values.entries.get(match[1], missing))[0])


def _from_list(match: re.Match[str], waiting: list[Value]) -> str:
    if match[3] == "%":
        return "%"
    return _percent(match, waiting.pop(0)) if waiting else "{x}"


def _percent(match: re.Match[str], value: Value) -> str:
    """One field of a template with `%`; constants alone are written as it says."""
    flags, letter = match[2], match[3]
    plain = letter == "s" and not flags
    exact = isinstance(value, Known) and not HOLE.search(text_or_hole(value))
    if isinstance(value, Known) and exact and not plain and not re.search(r"\*|\d{4}", flags):
        try:
            return str(f"%{flags}{letter}" % value.value)
        except (TypeError, ValueError):
            pass
    return text_or_hole(value)


def _fill(template: str, fields: dict[str, Value]) -> str:
    automatic = iter(range(len(fields) + 50))

    def replace(match: re.Match[str]) -> str:
        if match.group(0) in ("{{", "}}"):
            return match.group(0)[0]
        name = match[1] or str(next(automatic))
        if name not in fields:
            return "{" + (name if name.isidentifier() else "x") + "}"
        made = format_value(fields[name], match[2]) if match[2] else None
        return text_or_hole(fields[name]) if made is None else made

    return _FIELD.sub(replace, template)
