from __future__ import annotations

from dataclasses import replace

import pytest

from mlaudit.gate.accepted import mark_accepted
from mlaudit.gate.baseline.entries import Baseline, entries_of, identities_of
from mlaudit.gate.passing import pass_gate
from mlaudit.gate.selection import Profile
from mlaudit.gate.settings import FailOn, GateSettings
from mlaudit.model.finding import Finding, Part
from mlaudit.model.place import Place
from mlaudit.model.report import RuleCount
from mlaudit.model.vocabulary import Confidence, Severity
from tests.report.examples import make_finding, make_result

OLD = make_finding(subject="old.csv", points=1.0)
NEW = make_finding(subject="new.csv", points=2.0)
SMALL = make_finding("ENV001", "no-environment", severity=Severity.LOW, points=9.0)
ACCEPTED = Baseline(entries_of(OLD.identities), name="b.json")


def _statuses(*findings: Finding) -> dict[str, str]:
    return {finding.subject: finding.status for finding in findings}


def test_what_is_accepted_does_not_fail_and_what_is_new_does() -> None:
    verdict = pass_gate(mark_accepted(make_result((OLD, NEW)), ACCEPTED), GateSettings())
    assert _statuses(*verdict.result.findings) == {"old.csv": "baselined", "new.csv": "new"}
    assert [finding.subject for finding in verdict.failing] == ["new.csv"]
    assert verdict.fails
    assert not pass_gate(mark_accepted(make_result((OLD,)), ACCEPTED), GateSettings()).fails


@pytest.mark.parametrize(
    ("fail_on", "failing"), [("new", ["new.csv"]), ("any", ["new.csv", "old.csv"]), ("never", [])]
)
def test_what_fails(fail_on: str, failing: list[str]) -> None:
    settings = GateSettings(fail_on=FailOn(fail_on))
    verdict = pass_gate(mark_accepted(make_result((OLD, NEW)), ACCEPTED), settings)
    assert sorted(finding.subject for finding in verdict.failing) == failing


@pytest.mark.parametrize("status", ["ignored", "documented"])
@pytest.mark.parametrize("fail_on", list(FailOn))
def test_what_is_ignored_or_documented_never_fails(status: str, fail_on: FailOn) -> None:
    result = make_result((replace(NEW, status=status),))
    verdict = pass_gate(mark_accepted(result, Baseline()), GateSettings(fail_on=fail_on))
    assert not verdict.fails
    assert getattr(verdict.result, status) == 1


def test_severity_and_confidence_that_count() -> None:
    def fails(severity: str, confidence: str, settings: GateSettings) -> bool:
        finding = make_finding(severity=Severity(severity), confidence=Confidence(confidence))
        return pass_gate(make_result((finding,)), settings).fails

    assert fails("medium", "medium", GateSettings())
    assert not fails("low", "high", GateSettings())
    assert not fails("high", "low", GateSettings())
    assert fails("low", "high", GateSettings(min_severity=Severity.LOW))
    assert fails("high", "low", GateSettings(min_confidence=Confidence.LOW))
    assert not fails("medium", "high", GateSettings(min_severity=Severity.HIGH))
    assert not fails("high", "medium", GateSettings(min_confidence=Confidence.HIGH))


def test_what_fails_is_shown_whatever_the_profile() -> None:
    settings = GateSettings(min_severity=Severity.LOW)
    assert pass_gate(make_result((SMALL,)), settings).result.findings == (SMALL,)


def test_what_a_profile_hides_is_counted_and_the_rest_sorted_by_points() -> None:
    result = pass_gate(make_result((OLD, NEW, SMALL)), GateSettings()).result
    assert [finding.subject for finding in result.findings] == ["new.csv", "old.csv"]
    assert result.hidden == 1
    assert result.by_rule == (
        RuleCount("ENV001", "no-environment", hidden=1),
        RuleCount("INP001", "untracked-input", new=2),
    )


def test_what_is_set_aside_is_counted_whatever_the_profile() -> None:
    accepted = Baseline(entries_of(identities_of((OLD, SMALL))))
    result = pass_gate(mark_accepted(make_result((OLD, SMALL)), accepted), GateSettings()).result
    assert result.findings == (replace(OLD, status="baselined"),)
    assert (result.baselined, result.hidden) == (2, 0)


def test_a_stricter_profile_makes_nothing_new() -> None:
    accepted = Baseline(entries_of(identities_of((OLD, SMALL))))
    settings = GateSettings(profile=Profile.AUDIT, min_severity=Severity.INFO)
    assert not pass_gate(mark_accepted(make_result((OLD, SMALL)), accepted), settings).fails


def test_findings_in_given_files_alone_and_of_wanted_rules() -> None:
    other = make_finding(place=Place("other.py", 1))
    result = make_result((NEW, other, SMALL))
    audit = GateSettings(profile=Profile.AUDIT)
    assert pass_gate(result, replace(audit, files=("other.py",))).result.findings == (other,)
    spread = replace(NEW, also=(other.place,))
    grown = replace(NEW, parts=(Part("other.py", "", "a.csv"),))
    shown = pass_gate(make_result((spread, grown)), replace(audit, files=("other.py",))).result
    assert len(shown.findings) == 2
    wanted = replace(audit, wanted=lambda finding: finding.code == "ENV001")
    assert pass_gate(result, wanted).result.findings == (SMALL,)


@pytest.mark.parametrize(("least", "fails"), [(None, False), (41.0, False), (41.5, True)])
def test_a_score_below_the_least_one_fails(least: float | None, fails: bool) -> None:
    assert pass_gate(make_result(()), GateSettings(min_score=least)).fails == fails


def test_entries_that_nothing_accounts_for_are_told() -> None:
    result = pass_gate(mark_accepted(make_result((NEW,)), ACCEPTED), GateSettings()).result
    assert result.stale == (("INP001", "src/train.py", "old.csv"),)
    assert result.baseline == "b.json"
    assert pass_gate(make_result((NEW,)), GateSettings()).result.baseline is None


def test_a_finding_that_grows_by_a_part_is_new_and_says_which() -> None:
    parts = tuple(Part("a.py", "", name) for name in ("one.csv", "two.csv"))
    before = replace(OLD, parts=parts)
    after = replace(OLD, parts=(*parts, Part("b.py", "", "three.csv")))
    accepted = Baseline(entries_of(before.identities))
    assert not pass_gate(mark_accepted(make_result((before,)), accepted), GateSettings()).fails
    (found,) = pass_gate(mark_accepted(make_result((after,)), accepted), GateSettings()).failing
    assert found.message == f"New since the baseline: three.csv. {OLD.message}"
    fewer = replace(OLD, parts=parts[:1])
    assert not pass_gate(mark_accepted(make_result((fewer,)), accepted), GateSettings()).fails
