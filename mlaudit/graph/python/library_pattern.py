"""Models of `re`: replacing what a known pattern finds in known text.

Patterns come from the code that is scanned, so only those are tried whose matching cannot take
long: without repeated groups, with few repetitions, on short text.
"""

from __future__ import annotations

import re

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    Arguments,
    ExternalInstance,
    Known,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

_MAX_PATTERN, _MAX_TEXT, _MAX_REPETITIONS = 120, 200, 3
_REPEATED_GROUP = lazy_regex(r"\)(?:[*+]|\{)|\\[1-9]|\(\?[P(=!<#]")
_REPETITION = lazy_regex(r"(?<!\\)[*+]|(?<!\\)\{\d*,")


def _compile(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return ExternalInstance("re.Pattern", name, None, "", arguments)


def _replace(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`re.sub(pattern, replacement, text)`."""
    pattern = arguments.get(0, "pattern")
    rest = Arguments(arguments.positional[1:], arguments.keywords, arguments.open_)
    return _replace_in(pattern, rest)


def _replace_with(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`pattern.sub(replacement, text)`."""
    made_with = getattr(receiver, "arguments", None)
    if not isinstance(made_with, Arguments) or len(made_with.positional) > 1:
        return None
    return _replace_in(made_with.get(0, "pattern"), arguments)


def _replace_in(pattern: Value | None, arguments: Arguments) -> Value | None:
    text = arguments.get(1, "string")
    plain = isinstance(pattern, Known) and isinstance(pattern.value, str)
    extra = {"count", "flags"} & set(arguments.keywords) or len(arguments.positional) > 2
    if text is None or extra or not plain:
        return None
    expression = _make_safe(str(pattern.value)) if isinstance(pattern, Known) else None
    if expression is None:
        return None
    replacement = arguments.get(0, "repl")
    return join([_replace_one(expression, replacement, option) for option in options_of(text)])


def _replace_one(expression: re.Pattern[str], replacement: Value | None, text: Value) -> Value:
    """One text; what a function puts in the place of a match is not known."""
    value = text.value if isinstance(text, Known) else None
    if not isinstance(value, str) or HOLE.search(value) or len(value) > _MAX_TEXT:
        return unknown(UnresolvedReason.DATA, "text")
    if isinstance(replacement, Known) and isinstance(replacement.value, str):
        try:
            return Known(expression.sub(replacement.value, value))
        except (re.error, IndexError):
            return unknown(UnresolvedReason.DATA, "text")
    return unknown(UnresolvedReason.DATA, "text") if expression.search(value) else text


def _make_safe(pattern: str) -> re.Pattern[str] | None:
    """The pattern, where it is sure to be tried quickly."""
    if len(pattern) > _MAX_PATTERN or _REPEATED_GROUP.search(pattern):
        return None
    if len(_REPETITION.findall(pattern)) > _MAX_REPETITIONS:
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


MODELS = {"re.compile": _compile, "re.sub": _replace}
METHODS = {"re.Pattern.sub": _replace_with}
