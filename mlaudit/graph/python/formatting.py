"""`%` and `str.format` on templates with known text."""

from __future__ import annotations

import re

from mlaudit.graph.python.text import combine, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    Known,
    ListValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*[\d*]*(?:\.\d+)?([sdifrxgeEGc%])")
_FIELD = re.compile(r"\{\{|\}\}|\{([\w.\[\]]*)(?:![rsa])?(?::[^{}]*)?\}")


def format_percent(template: str, values: Value) -> Value:
    """`template % values`."""
    if isinstance(values, DictValue):
        return Known(_PERCENT.sub(lambda m: _from_dict(m, values), template))
    given = list(values.items) if isinstance(values, ListValue) else [values]
    combinations = combine([_as_text(value) for value in given]) or [()]
    results: list[Value] = []
    for texts in combinations:
        waiting = list(texts)
        results.append(Known(_PERCENT.sub(lambda m, w=waiting: _from_list(m, w), template)))  # type: ignore[misc]
    return join(results, "text")


def _as_text(value: Value) -> Value:
    return value if texts_of(value) else unknown(UnresolvedReason.DATA, "x")


def _from_dict(match: re.Match[str], values: DictValue) -> str:
    if match.group(2) == "%":
        return "%"
    texts = texts_of(
        values.entries.get(match.group(1), unknown(UnresolvedReason.DATA, match.group(1) or "x"))
    )
    return texts[0] if texts else "{x}"


def _from_list(match: re.Match[str], waiting: list[str]) -> str:
    if match.group(2) == "%":
        return "%"
    return waiting.pop(0) if waiting else "{x}"


def format_braces(template: str, arguments: Arguments) -> Value:
    """`template.format(…)`."""
    names = sorted(arguments.keywords)
    columns = [*arguments.positional, *(arguments.keywords[name] for name in names)]
    count = len(arguments.positional)
    results: list[Value] = []
    for texts in combine([_as_text(value) for value in columns]) or [()]:
        fields = {str(position): text for position, text in enumerate(texts[:count])}
        fields.update(zip(names, texts[count:], strict=True))
        results.append(Known(_fill(template, fields)))
    return join(results, "text")


def _fill(template: str, fields: dict[str, str]) -> str:
    automatic = iter(range(len(fields) + 50))

    def replace(match: re.Match[str]) -> str:
        if match.group(0) in ("{{", "}}"):
            return match.group(0)[0]
        name = re.split(r"[.\[]", match.group(1))[0] or str(next(automatic))
        return fields.get(name, "{" + (name if name.isidentifier() else "x") + "}")

    return _FIELD.sub(replace, template)
