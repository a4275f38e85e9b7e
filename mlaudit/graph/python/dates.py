"""Constants that hold a date or a period: written by hand, and read by a step."""

from __future__ import annotations

import re

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.periods import date_of
from mlaudit.graph.python.values import Value
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.workflow import Effect

DATE_EFFECT = "hard-coded-date"
"""Kind of the effect: `via` is the variable, `detail` the date, the place its assignment."""
_TELLING = frozenset(
    {
        "date", "day", "month", "week", "quarter", "period", "snapshot", "asof", "as", "cutoff",
        "cut", "run", "version", "partition", "vintage", "dt", "ds", "start", "end", "begin",
        "since", "until", "from", "to", "export", "dump", "extract", "today", "now", "latest",
    }
)  # fmt: skip
_OTHER = frozenset({"api", "copyright", "birth", "dob", "license", "schema", "protocol", "format"})


def note_date(run: Evaluation, node: s.Assign, frame: Frame) -> None:
    """Remember the date that a constant of a module or a class is given, until it is read."""
    at_top = frame.scope is frame.module.scope
    in_class = frame.owner_class is not None and frame.qualified == frame.owner_class.qualified
    text = date_of(node.value) if at_top or in_class else None
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
