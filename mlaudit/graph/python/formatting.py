"""`%`, `str.format` and format specifications, on templates with known text."""

from __future__ import annotations

import re

from mlaudit.graph.python.format_values import choices_of, format_value, text_or_hole
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    Known,
    ListValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_PERCENT = re.compile(r"%(?:\((\w+)\))?([-#0 +]*[\d*]*(?:\.\d+)?)([sdifrxgeEGc%])")
_FIELD = re.compile(r"\{\{|\}\}|\{([\w.\[\]]*)(?:![rsa])?(?::([^{}]*))?\}")


def format_percent(template: str, values: Value) -> Value:
    """`template % values`."""
    if isinstance(values, DictValue):
        return Known(_PERCENT.sub(lambda m: _from_dict(m, values), template))
    given = list(values.items) if isinstance(values, ListValue) else [values]
    results: list[Value] = []
    for choice in choices_of(given):
        waiting = list(choice)
        results.append(Known(_PERCENT.sub(lambda m, w=waiting: _from_list(m, w), template)))  # type: ignore[misc]
    return join(results, "text")


def format_braces(template: str, arguments: Arguments) -> Value:
    """`template.format(…)`."""
    names = sorted(arguments.keywords)
    columns = [*arguments.positional, *(arguments.keywords[name] for name in names)]
    count = len(arguments.positional)
    results: list[Value] = []
    for choice in choices_of(columns):
        fields = {str(position): value for position, value in enumerate(choice[:count])}
        fields.update(zip(names, choice[count:], strict=True))
        results.append(Known(_fill(template, fields)))
    return join(results, "text")


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
        name = re.split(r"[.\[]", match[1])[0] or str(next(automatic))
        if name not in fields:
            return "{" + (name if name.isidentifier() else "x") + "}"
        made = format_value(fields[name], match[2]) if match[2] and match[1] in ("", name) else None
        return text_or_hole(fields[name]) if made is None else made

    return _FIELD.sub(replace, template)
