"""Records made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mlaudit.model.trend import DeliverableRecord, Record

START = datetime(2030, 3, 1, 12, tzinfo=UTC)


def make_record(day: float = 0, commit: str = "a" * 40, **changes: object) -> Record:
    """A record of so many days after the start, with one model."""
    record = Record(
        time=(START + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        commit=commit,
        clean=True,
        version="0.1.0",
        score_version=1,
        proven=41.3,
        optimistic=53.0,
        level=0,
        manual_actions=7,
        undocumented=4,
        deliverables=(DeliverableRecord("models/churn.pkl", "model", 41.3, 53.0, 0, 7, 4),),
        findings=(("baselined", "low", 1), ("new", "high", 2), ("new", "medium", 3)),
    )
    return replace(record, **changes)  # type: ignore[arg-type]
