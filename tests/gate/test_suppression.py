"""Notes set findings aside, place by place, and are judged themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.gate.settled import settle
from mlaudit.judge.judgement import Judgement, judge
from mlaudit.judge.loading import installed_rules
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence, Finding, Part
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.suppression import Suppression
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.scan import scan_project
from tests.conftest import WriteTree

PROJECT = Project(Path("/nowhere"), "nowhere", ())


def finding(*places: Place, code: str = "INP001") -> Finding:
    first, *others = places
    return Finding(
        code,
        "untracked-input",
        "inputs",
        Severity.HIGH,
        Confidence.HIGH,
        first,
        "",
        "raw.csv",
        f"{first.path} reads what nothing makes.",
        "Keep it.",
        tuple(Evidence(place, "reads it too") for place in others),
        also=tuple(others),
    )


def note(place: Place, *names: str, reason: str = "public", whole: bool = False) -> Suppression:
    return Suppression(names, reason, place, place.line, place.line, whole)


def rule(code: str = "INP001", slug: str = "untracked-input", late: bool = False) -> Rule:
    def check(workflow: Workflow) -> Iterator[Observation]:
        for item in workflow.suppressions:
            for name in (*item.unused, *(name for name, _ in item.unknown)):
                yield Observation(item.place, name, f"{name} is of no use", "Remove it.")

    return Rule(code, slug, "inputs", Severity.HIGH, Confidence.HIGH, check, late)


def apply(judgement: Judgement, *notes: Suppression, rules: tuple[Rule, ...] = ()) -> Judgement:
    known = rules or (rule(),)
    crashed = {name.partition(" ")[0] for name, _ in judgement.failures}
    applied = frozenset(rule.code for rule in known if rule.code not in crashed)
    workflow = Workflow(PROJECT, suppressions=notes)
    return settle(workflow, replace(judgement, applied=applied), known, known)


def apply_to(found: Finding, *notes: Suppression) -> Finding:
    (left,) = apply(Judgement((found,)), *notes).findings
    return left


@pytest.mark.parametrize(
    "name", ["untracked-input", "INP001", "inp001", "inputs", "Inputs", "INP", "Untracked-Input"]
)
def test_every_name_of_a_rule_sets_its_findings_aside(name: str) -> None:
    place = Place("a.py", 3)
    assert apply_to(finding(place), note(place, name)).status == "ignored"


def test_other_rules_lines_files_and_cells_stay() -> None:
    place = Place("a.ipynb", 3, 1)
    for other in (
        note(place, "ART001"),
        note(place),
        note(Place("a.ipynb", 4, 1), "INP001"),
        note(Place("a.ipynb", 3, 2), "INP001"),
        note(Place("b.ipynb", 3, 1), "INP001"),
    ):
        assert apply_to(finding(place), other) == finding(place)


def test_a_note_without_a_reason_counts_until_it_has_one() -> None:
    place = Place("a.py", 3)
    assert apply_to(finding(place), note(place, "INP001", reason="")).status == "ignored"


def test_a_note_takes_its_own_place_away() -> None:
    one, two, three = (Place("a.py", line) for line in (3, 5, 8))
    left = apply_to(finding(one, two, three), note(two, "INP001"))
    assert (left.status, left.places) == ("new", (one, three))
    left = apply_to(finding(one, two, three), note(one, "INP001"))
    assert (left.status, left.places) == ("new", (two, three))
    why = {one: "public", two: "handed out", three: "public"}
    everywhere = [note(place, "INP001", reason=reason) for place, reason in why.items()]
    left = apply_to(finding(one, two, three), *everywhere)
    assert (left.status, left.reason) == ("ignored", "public; handed out")


def test_a_note_takes_the_parts_of_its_place_away() -> None:
    one, two, three = (Place("a.py", line) for line in (3, 5, 8))
    parts = (
        Part("a.py", "", "a", (one,)),
        Part("a.py", "", "b", (one, two)),
        Part("a.py", "", "c", (three,)),
        Part("a.py", "", "d"),
    )
    found = replace(finding(one, two, three), parts=parts)
    left = apply_to(found, note(one, "INP001"), note(three, "INP001"))
    assert [part.subject for part in left.parts] == ["b", "d"]


def test_a_finding_that_moves_to_another_file_is_identified_there() -> None:
    here, there = Place("a.py", 3), Place("b.py", 4)
    left = apply_to(finding(here, there), note(here, "INP001"))
    assert (left.place, left.message) == (there, "b.py reads what nothing makes.")
    assert left.fingerprint == apply_to(finding(there, here), note(here, "INP001")).fingerprint


def test_what_only_supports_a_finding_keeps_nothing_alive() -> None:
    place = Place("a.py", 3)
    found = Finding(
        *("INP001", "untracked-input", "inputs", Severity.HIGH, Confidence.HIGH, place, "", "x"),
        *("Nothing makes it.", "Keep it.", (Evidence(Place("README.md", 1), "names it"),)),
    )
    assert apply_to(found, note(place, "INP001")).status == "ignored"
    assert apply_to(found, note(Place("README.md", 1), "INP001")) == found


PLACES = st.builds(Place, st.sampled_from(["a.py", "b.py"]), st.integers(1, 4))


@settings(deadline=None)
@given(st.lists(PLACES, min_size=1, unique=True), st.lists(PLACES, unique=True))
def test_a_finding_is_ignored_only_where_all_its_places_are(
    places: list[Place], noted: list[Place]
) -> None:
    left = apply_to(finding(*places), *(note(place, "INP001") for place in noted))
    assert (left.status == "ignored") == (set(places) <= set(noted))
    if left.status == "new":
        assert set(left.places) == set(places) - set(noted)


def test_names_of_no_use_are_told_to_the_late_rules() -> None:
    place = Place("a.py", 3)
    late = rule("MET901", "late-rule", late=True)
    rules = (rule(), rule("INP002", "other-rule"), late)
    written = note(place, "INP001", "INP002", "untracked-inputs", "late-rule")
    found = apply(Judgement((finding(place),)), written, rules=rules).findings
    assert [(f.code, f.subject, f.status) for f in found] == [
        ("INP001", "raw.csv", "ignored"),
        ("MET901", "INP002", "new"),
        ("MET901", "late-rule", "new"),
        ("MET901", "untracked-inputs", "new"),
    ]


def test_a_note_for_what_another_finding_stands_for_is_of_use() -> None:
    place = Place("a.py", 3)
    late = rule("MET901", "late-rule", late=True)
    rules = (rule(), late)
    written = note(place, "INP001")
    assert apply(Judgement((), (), (finding(place),)), written, rules=rules).findings == ()
    assert len(apply(Judgement(()), written, rules=rules).findings) == 1


def test_rules_that_did_not_run_make_no_note_useless() -> None:
    late = rule("MET901", "late-rule", late=True)
    crashed = Judgement((), (("INP001 untracked-input", "KeyError: 'x'"),))
    assert apply(crashed, note(Place("a.py", 3), "INP001"), rules=(rule(), late)).findings == ()
    workflow = Workflow(PROJECT, suppressions=(note(Place("a.py", 3), "inputs"),))
    assert settle(workflow, Judgement(()), (rule(), late), (late,)).findings == ()


def test_late_rules_wait_for_the_gate() -> None:
    workflow = Workflow(PROJECT, suppressions=(note(Place("a.py", 3)),))
    assert not [f for f in judge(workflow, installed_rules()).findings if f.code == "MET004"]
    assert [f.code for f in judge(workflow, installed_rules(), late=True).findings] == ["MET004"]


CODE = """import pandas as pd

pd.read_csv(
    "data/raw.csv",{note}
).to_parquet("clean.parquet")
"""


def test_what_is_ignored_costs_nothing(write_repository: WriteTree) -> None:
    plain = scan_project(write_repository({"train.py": CODE.format(note="")}))
    (before,) = [f for f in plain.findings if f.code == "INP001"]
    assert (before.status, before.points > 0) == ("new", True)
    text = CODE.format(note="  # mlaudit: ignore[untracked-input] public")
    ignoring = scan_project(write_repository({"train.py": text}))
    (after,) = [f for f in ignoring.findings if f.code == "INP001"]
    assert (after.status, after.points) == ("ignored", 0)
    assert after.fingerprint == before.fingerprint
    assert (ignoring.assessment.score.proven or 0) > (plain.assessment.score.proven or 0)
    listed = [action for d in ignoring.assessment.deliverables for action in d.runbook]
    assert before.fingerprint not in [name for action in listed for name in action.findings]
    assert "data/raw.csv" in [action.what for action in listed]
