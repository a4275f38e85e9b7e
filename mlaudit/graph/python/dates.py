"""Constants that hold a date or a period: written by hand, and read by a step."""

from __future__ import annotations

import re

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.values import Value
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.workflow import Effect

DATE_EFFECT = "hard-coded-date"
"""Kind of the effect: `via` is the variable, `detail` the date, the place its assignment."""
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_PERIOD = re.compile(
    rf"{_YEAR}([-/_.]?){_MONTH}(?:\1{_DAY})?(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
    rf"|{_DAY}[./]{_MONTH}[./]{_YEAR}|{_MONTH}/{_DAY}/{_YEAR}"
    rf"|{_YEAR}[-_ ]?[QqWw]\d\d?|[Qq][1-4][-_ ]?{_YEAR}"
)
_MAKERS = frozenset({"date", "datetime", "Timestamp", "to_datetime", "datetime64", "fromisoformat"})
_TELLING = frozenset(
    {
        "date", "day", "month", "week", "quarter", "period", "snapshot", "asof", "as", "cutoff",
        "cut", "run", "version", "partition", "vintage", "dt", "ds", "start", "end", "begin",
        "since", "until", "from", "to", "export", "dump", "extract", "today", "now", "latest",
    }
)  # fmt: skip
_OTHER = frozenset({"api", "copyright", "birth", "dob", "license", "schema", "protocol", "format"})


def is_period(text: str) -> bool:
    """Is the whole text a date, a month, a quarter or a week?"""
    return _PERIOD.fullmatch(text.strip()) is not None


def note_date(run: Evaluation, node: s.Assign, frame: Frame) -> None:
    """Remember the date that a constant of a module or a class is given, until it is read."""
    at_top = frame.scope is frame.module.scope
    in_class = frame.owner_class is not None and frame.qualified == frame.owner_class.qualified
    text = _date_of(node.value) if at_top or in_class else None
    for target in node.targets if text is not None else ():
        if isinstance(target, e.Name) and _tells_of_date(target.identifier):
            value = frame.scope.variables.get(target.identifier)
            effect = Effect(
                DATE_EFFECT,
                target.identifier,
                frame.place(node.line),
                frame.qualified,
                detail=text or "",
            )
            if value is not None:
                run.dates[id(value)] = (value, effect)


def note_reading(run: Evaluation, value: Value) -> None:
    """Record the constant, if the value is that of one."""
    known = run.dates.get(id(value))
    if known is not None:
        run.record.effects[known[1]] = None


def _tells_of_date(name: str) -> bool:
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    found = {word.lower() for word in words}
    return not name.startswith("__") and bool(found & _TELLING) and not found & _OTHER


def _date_of(node: e.Expression | None) -> str | None:
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
