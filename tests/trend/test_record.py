from __future__ import annotations

from datetime import datetime, timedelta, timezone

from mlaudit.discover.head import Head
from mlaudit.model.assessment import Score
from mlaudit.model.vocabulary import Severity
from mlaudit.trend.record import make_record
from tests.report.examples import make_deliverable, make_finding, make_result

NOON = datetime(2030, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))


def test_a_record_tells_score_ends_actions_and_findings() -> None:
    found = (
        make_finding(severity=Severity.LOW),
        make_finding(),
        make_finding(),
        make_finding(status="documented"),
    )
    record = make_record(make_result(found), Head("a" * 40, False), NOON)
    assert record.time == "2030-03-01T10:00:00Z"
    assert (record.commit, record.clean, record.version) == ("a" * 40, False, "0.1.0")
    assert (record.proven, record.optimistic, record.level) == (41.3, 53.0, 0)
    assert record.findings == (("documented", "high", 1), ("new", "high", 2), ("new", "low", 1))
    (deliverable,) = record.deliverables
    assert (deliverable.artifact, deliverable.proven) == ("models/churn.pkl", 41.3)


def test_what_two_deliverables_need_is_counted_once() -> None:
    result = make_result(deliverables=(make_deliverable(), make_deliverable("report.html")))
    record = make_record(result, Head(), NOON)
    assert (record.manual_actions, record.undocumented) == (2, 1)


def test_a_project_without_a_score_has_a_record() -> None:
    record = make_record(make_result((), Score(None, None, None, "x"), ()), Head(), NOON)
    assert (record.proven, record.level, record.findings) == (None, None, ())
