"""What the team has accepted, and what was there before a change, side by side."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.gate.accepted import mark_accepted
from mlaudit.gate.baseline.entries import Baseline, entries_of, identities_of
from mlaudit.model.finding import Finding, Part
from mlaudit.model.place import Place
from tests.report.examples import RAW, make_finding, make_result


def _hold(*findings: Finding, origin: str = "the baseline") -> Baseline:
    return Baseline(entries_of(identities_of(findings)), name="b.json", origin=origin)


def _mark(*findings: Finding, accepted: Baseline | None, before: Baseline | None) -> list[str]:
    return [f.status for f in mark_accepted(make_result(findings), accepted, before).findings]


def test_a_new_finding_takes_no_entry_of_one_that_both_hold() -> None:
    old = make_finding(subject=RAW, place=Place("old.py", 1))
    new = make_finding(subject=RAW, place=Place("new.py", 1))
    for accepted in (_hold(old), _hold(), None):
        assert _mark(old, new, accepted=accepted, before=_hold(old)) == ["baselined", "new"]
    assert _mark(old, new, accepted=_hold(old), before=_hold()) == ["baselined", "new"]
    assert _mark(old, new, accepted=_hold(old), before=_hold(new)) == ["baselined", "baselined"]


def test_parts_that_either_holds_are_known() -> None:
    one, two, three = (Part("a.py", "", f"{name}.csv") for name in ("one", "two", "three"))
    finding = make_finding()
    accepted = _hold(replace(finding, parts=(one,)))
    before = _hold(replace(finding, parts=(two,)), origin="main")
    both = replace(finding, parts=(one, two))
    assert _mark(both, accepted=accepted, before=before) == ["baselined"]
    more = make_result((replace(finding, parts=(one, two, three)),))
    (found,) = mark_accepted(more, accepted, before).findings
    assert (found.status, found.message) == ("new", f"New since main: three.csv. {finding.message}")


def test_the_baseline_alone_has_stale_entries() -> None:
    gone, found = make_finding(subject="gone.csv"), make_finding()
    marked = mark_accepted(make_result((found,)), _hold(gone), _hold(gone, found))
    assert (marked.baseline, len(marked.stale)) == ("b.json", 1)
    marked = mark_accepted(make_result((found,)), None, _hold(gone))
    assert (marked.baseline, marked.stale) == (None, ())
