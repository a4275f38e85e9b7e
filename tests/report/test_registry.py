from __future__ import annotations

from mlaudit.report.registry import find_reporter, formats, reporters


def test_every_subject_has_text_and_json() -> None:
    for subject in ("scan", "graph", "unresolved", "runbook", "rules"):
        assert {"json", "text"} <= set(formats(subject))


def test_a_format_of_a_subject_has_one_reporter() -> None:
    names = [(reporter.subject, reporter.format) for reporter in reporters()]
    assert len(names) == len(set(names))


def test_an_unknown_format_has_none() -> None:
    assert find_reporter("scan", "punch-card") is None
