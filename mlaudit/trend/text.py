"""A record as one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from mlaudit.model.trend import DeliverableRecord, Record

SCHEMA = "mlaudit/trend/1"
_FAMILY = "mlaudit/trend/"
_SHOWN = 60
"""Characters of a value that a message quotes."""
_T = TypeVar("_T")


class RecordError(Exception):
    """A line is no record; the message says why."""


def write_line(record: Record) -> str:
    """The line, with its end; text beyond ASCII is escaped, so that no editor breaks the line."""
    score = {
        "proven": record.proven,
        "optimistic": record.optimistic,
        "level": record.level,
        "score_version": record.score_version,
    }
    value = {
        "schema": SCHEMA,
        "time": record.time,
        "commit": record.commit or None,
        "clean": record.clean,
        "version": record.version,
        "score": score,
        "manual_actions": record.manual_actions,
        "undocumented": record.undocumented,
        "deliverables": [_describe(deliverable) for deliverable in record.deliverables],
        "findings": {
            status: {severity: number for _, severity, number in group}
            for status, group in groupby(record.findings, key=lambda entry: entry[0])
        },
    }
    return json.dumps(value, separators=(",", ":")) + "\n"


def read_line(line: bytes) -> Record:
    """The record of a line.

    Keys that are not known are passed over, and so is the number of the schema: what a newer
    version writes is read as far as it says what this one knows.

    Raises:
        RecordError: the line is no record.
    """
    try:
        value = json.loads(line.decode("utf-8"))
        if not isinstance(value, dict) or not str(value.get("schema")).startswith(_FAMILY):
            raise RecordError("it is no record of a scan")
        return _read(value)
    except UnicodeDecodeError as error:
        raise RecordError("it is no text in UTF-8") from error
    except KeyError as error:
        raise RecordError(f"it lacks {error.args[0]!r}") from error
    except (ValueError, RecursionError) as error:
        raise RecordError("it is broken JSON") from error


def _read(value: Mapping[str, Any]) -> Record:
    score = _check(value["score"], dict)
    clean = value.get("clean")
    return Record(
        time=_read_time(value["time"]),
        commit=_check(value.get("commit") or "", str),
        clean=None if clean is None else _check(clean, bool),
        version=_check(value.get("version", ""), str),
        score_version=_read_number(score.get("score_version", 1)),
        proven=_read_score(score["proven"]),
        optimistic=_read_score(score["optimistic"]),
        level=None if score["level"] is None else _read_number(score["level"]),
        manual_actions=_read_number(value["manual_actions"]),
        undocumented=_read_number(value["undocumented"]),
        deliverables=tuple(map(_read_deliverable, _check(value.get("deliverables", []), list))),
        findings=tuple(_read_findings(_check(value.get("findings", {}), dict))),
    )


def _describe(deliverable: DeliverableRecord) -> dict[str, Any]:
    return {name: getattr(deliverable, name) for name in DeliverableRecord.__slots__}


def _read_deliverable(value: Any) -> DeliverableRecord:
    entry = _check(value, dict)
    proven, optimistic = _read_score(entry["proven"]), _read_score(entry["optimistic"])
    if proven is None or optimistic is None:
        raise RecordError("a deliverable has no score")
    return DeliverableRecord(
        artifact=_check(entry["artifact"], str),
        kind=_check(entry["kind"], str),
        proven=proven,
        optimistic=optimistic,
        level=_read_number(entry["level"]),
        manual_actions=_read_number(entry["manual_actions"]),
        undocumented=_read_number(entry["undocumented"]),
    )


def _read_findings(value: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    return [
        (status, severity, _read_number(number))
        for status, numbers in value.items()
        for severity, number in _check(numbers, dict).items()
    ]


def _read_time(value: Any) -> str:
    text = _check(value, str)
    try:
        known = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        known = False
    if not known:
        raise RecordError(f"{_show(text)} is no time")
    return text


def _read_score(value: Any) -> float | None:
    if value is None:
        return None
    known = isinstance(value, int | float) and not isinstance(value, bool)
    if not known or not 0 <= value <= 100:
        raise RecordError(f"{_show(value)} is no score")
    return float(value)


def _read_number(value: Any) -> int:
    number = _check(value, int)
    if isinstance(value, bool) or number < 0:
        raise RecordError(f"{_show(value)} is no number of anything")
    return number


def _check(value: Any, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise RecordError(f"{_show(value)} should be of another type")
    return value


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
