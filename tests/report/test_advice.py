"""What somebody is told who sees a scan fail."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.change import WorkflowChange
from mlaudit.report.advice import tell_registering, tell_ways
from tests.report.examples import make_finding, make_result


def test_a_project_that_has_accepted_nothing_is_told_how_to_start() -> None:
    result = replace(make_result((make_finding(),)), baseline="")
    (told,) = tell_ways(result, "services/a")
    assert told.startswith("Not all at once? `mlaudit baseline write services/a` accepts this ")
    two = replace(result, findings=(make_finding(), make_finding("INP002")))
    assert "these 2 findings" in tell_ways(two, ".")[0]
    changed = replace(result, change=WorkflowChange("main", "a" * 40))
    assert tell_ways(changed, ".")[0].startswith("Work that stays by hand?")


def test_what_is_wrong_with_the_settings_is_no_work_to_register() -> None:
    about_notes = make_finding("MET004", "ignore-without-reason", family="mlaudit")
    assert tell_ways(make_result((about_notes,)), ".") == ()
    assert tell_ways(make_result(()), ".") == ()
    ways = tell_ways(make_result((about_notes, make_finding())), ".")
    assert "`mlaudit document untracked-input:data/raw.csv`" in ways[0]
    assert "`mlaudit: ignore[untracked-input] reason`" in ways[1]


def test_a_name_with_spaces_is_quoted() -> None:
    finding = make_finding(subject="data/my file.csv")
    assert tell_registering(finding, ".") == ("mlaudit document 'untracked-input:data/my file.csv'")
