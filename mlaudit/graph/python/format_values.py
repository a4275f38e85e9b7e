"""Values as text in a template: specifications of their format, and alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from mlaudit.graph.python.text import HOLE, text_of
from mlaudit.graph.python.values import (
    MAX_OPTIONS,
    Known,
    Value,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

_WIDE = lazy_regex(r"\d{4}")
_UNKNOWN = unknown(UnresolvedReason.DATA, "x")


def format_value(value: Value, specification: str) -> str | None:
    """`format(value, specification)` of a constant; None where its text is not known."""
    if not isinstance(value, Known) or _WIDE.search(specification):
        return None
    if isinstance(value.value, str) and HOLE.search(value.value):
        return None
    try:
        return format(value.value, specification)
    except (TypeError, ValueError):
        return None


def choices_of(columns: Sequence[Value]) -> list[tuple[Value, ...]]:
    """Every combination of the values; one unknown part for each where there are too many."""
    options = [options_of(column) for column in columns]
    if prod(map(len, options)) > MAX_OPTIONS:
        options = [each if len(each) == 1 else (_UNKNOWN,) for each in options]
    return list(product(*options))


def text_or_hole(value: Value) -> str:
    """The text of one value, with a hole where it has none."""
    return text_of(value) or ("" if value == Known("") else "{x}")
