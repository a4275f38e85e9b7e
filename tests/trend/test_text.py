from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.trend import DeliverableRecord, Record
from mlaudit.trend.text import RecordError, read_line, write_line
from tests.report.hostile import TEXTS
from tests.trend.records import make_record

NUMBERS = st.integers(0, 10**6)
SCORES = st.floats(0, 100).map(lambda value: round(value, 1))


@st.composite
def records(draw: st.DrawFn) -> Record:
    known = draw(st.booleans())
    deliverable = st.builds(
        DeliverableRecord, TEXTS, TEXTS, SCORES, SCORES, NUMBERS, NUMBERS, NUMBERS
    )
    counts = draw(st.dictionaries(st.tuples(TEXTS, TEXTS), NUMBERS))
    return make_record(
        draw(st.integers(0, 9999)),
        draw(TEXTS),
        clean=draw(st.sampled_from([True, False, None])),
        proven=draw(SCORES) if known else None,
        optimistic=draw(SCORES) if known else None,
        level=draw(NUMBERS) if known else None,
        manual_actions=draw(NUMBERS),
        undocumented=draw(NUMBERS),
        deliverables=tuple(draw(st.lists(deliverable, max_size=3))),
        findings=tuple((*names, number) for names, number in sorted(counts.items())),
    )


@given(records())
def test_what_is_written_is_read_again_from_one_line(record: Record) -> None:
    line = write_line(record)
    assert line.index("\n") == len(line) - 1
    assert line.isascii()
    assert read_line(line.encode()) == record


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_record_or_are_refused(line: bytes) -> None:
    with pytest.raises(RecordError):
        read_line(line)


def change(**changes: Any) -> bytes:
    return json.dumps(json.loads(write_line(make_record())) | changes).encode()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"[" * 100_000, "broken JSON"),
        (b"<<<<<<< HEAD", "broken JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"schema": "other/1"}', "no record"),
        (b'{"schema": "mlaudit/trend/1"}', "lacks 'score'"),
        (change(time="yesterday"), "'yesterday' is no time"),
        (change(time="2030-01-01T00:00:00"), "is no time"),
        (change(manual_actions=-1), "-1 is no number"),
        (change(undocumented=True), "True is no number"),
        (change(undocumented=1.5), "1.5 should be of another type"),
        (change(score={"proven": float("inf"), "optimistic": 1, "level": 0}), "inf is no score"),
        (change(score={"proven": float("nan"), "optimistic": 1, "level": 0}), "nan is no score"),
        (change(score={"proven": 10**400, "optimistic": 1, "level": 0}), "no score"),
        (change(findings=[]), "should be of another type"),
    ],
)
def test_the_reason_is_told_why_a_line_is_no_record(line: bytes, told: str) -> None:
    with pytest.raises(RecordError, match=told):
        read_line(line)


def test_what_a_newer_version_adds_is_passed_over() -> None:
    line = change(schema="mlaudit/trend/2", weather="rain")
    assert read_line(line) == make_record()


def test_only_the_same_commit_is_repeated() -> None:
    record, later = make_record(), make_record(2)
    assert later.repeats(record)
    assert not replace(later, undocumented=3).repeats(record)
    assert not replace(later, commit="b" * 40).repeats(record)
    assert not replace(later, commit="").repeats(replace(record, commit=""))
