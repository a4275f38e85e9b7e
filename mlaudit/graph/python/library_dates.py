"""Models of dates that are read from text: partitions of data are named after them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import HOLE, SAID, text_of
from mlaudit.graph.python.values import (
    Arguments,
    ExternalInstance,
    Known,
    UnknownValue,
    Value,
)

_MOMENT = "moment"
"""Where a date keeps what it is, if that is known."""


def _read(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`date.fromisoformat(text)`, `datetime.strptime(text, form)`, `pandas.Timestamp(text)`."""
    given = arguments.get(0, None)
    text = text_of(given) if isinstance(given, Known | UnknownValue) else None
    if text is None or HOLE.search(text):
        same = text is not None and name == "datetime.date.fromisoformat"
        return ExternalInstance("datetime.date", name, state={SAID: text}) if same else None
    form = arguments.get(1, "format")
    try:
        return _make(_parse(name, text, form), name)
    except (TypeError, ValueError):
        return None


def _parse(name: str, text: str, form: Value | None) -> date:
    if name == "datetime.date.fromisoformat":
        return date.fromisoformat(text)
    if isinstance(form, Known) and isinstance(form.value, str):
        return datetime.strptime(text, form.value)
    return datetime.fromisoformat(text)


def _make(moment: date, call: str) -> ExternalInstance:
    """A date with the parts that code asks for."""
    type_ = "datetime.datetime" if isinstance(moment, datetime) else "datetime.date"
    state: dict[str, Any] = {SAID: str(moment), _MOMENT: moment}
    state |= {part: Known(getattr(moment, part)) for part in ("year", "month", "day")}
    return ExternalInstance(type_, call, state=state)


def _write(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`moment.strftime(form)`, `moment.isoformat()` and `moment.date()`."""
    moment = receiver.state.get(_MOMENT) if isinstance(receiver, ExternalInstance) else None
    if not isinstance(moment, date):
        return None
    if name == "isoformat" and not arguments.positional and not arguments.keywords:
        return Known(moment.isoformat())
    if name == "date" and isinstance(moment, datetime):
        return _make(moment.date(), "datetime.datetime.date")
    form = arguments.get(0, "format")
    if name in ("strftime", "__format__") and isinstance(form, Known):
        return Known(moment.strftime(str(form.value)))
    return None


_METHODS = ("strftime", "isoformat", "date", "__format__")
_READERS = [
    "datetime.date.fromisoformat",
    "datetime.datetime.fromisoformat",
    "datetime.datetime.strptime",
    "pandas.Timestamp",
    "dateutil.parser.isoparse",
]

MODELS = dict.fromkeys(_READERS, _read)
METHODS = {
    f"datetime.{type_}.{name}": _write for type_ in ("date", "datetime") for name in _METHODS
}
