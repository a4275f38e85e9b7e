"""Dates and periods, as text and as the expressions that spell them out."""

from __future__ import annotations

from mlaudit.model import expression as e
from mlaudit.patterns import lazy_regex

_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_PERIOD = lazy_regex(
    rf"{_YEAR}([-/_.]?){_MONTH}(?:\1{_DAY})?(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
    rf"|{_DAY}[./]{_MONTH}[./]{_YEAR}|{_MONTH}/{_DAY}/{_YEAR}"
    rf"|{_YEAR}[-_ ]?[QqWw]\d\d?|[Qq][1-4][-_ ]?{_YEAR}"
)
_MAKERS = frozenset({"date", "datetime", "Timestamp", "to_datetime", "datetime64", "fromisoformat"})


def is_period(text: str) -> bool:
    """Is the whole text a date, a month, a quarter or a week?"""
    return _PERIOD.fullmatch(text.strip()) is not None


def date_of(node: e.Expression | None) -> str | None:
    """The date that an expression spells out, or None."""
    if isinstance(node, e.Constant):
        text = str(node.value) if isinstance(node.value, str | int) else ""
        plain = isinstance(node.value, str) or len(text) == len("20240531")
        return text if plain and is_period(text) else None
    if not isinstance(node, e.Call) or _last_name(node.function) not in _MAKERS:
        return None
    values = [_constant_of(argument.value) for argument in node.arguments]
    if len(values) == 1 and isinstance(values[0], str) and is_period(values[0]):
        return values[0]
    numbers = [value for value in values if isinstance(value, int)]
    is_date = len(numbers) == len(values) >= 3
    return "-".join(f"{number:02}" for number in numbers[:3]) if is_date else None


def _constant_of(node: e.Expression) -> object:
    return node.value if isinstance(node, e.Constant) else None


def _last_name(node: e.Expression) -> str:
    if isinstance(node, e.Attribute):
        return node.name
    return node.identifier if isinstance(node, e.Name) else ""
