from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mlaudit.judge.identity import fingerprint_of
from mlaudit.judge.judgement import judge
from mlaudit.judge.precedence import PRECEDENCE
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import (
    ArtifactForm,
    Confidence,
    Role,
    Severity,
    StepKind,
    Tracking,
)
from mlaudit.model.workflow import Artifact, Step

DATA = "data/raw.csv"


def make_workflow() -> Workflow:
    files = (
        SourceFile("docs/release.md", 1, Tracking.GIT, Role.DOCUMENTATION),
        SourceFile("docs/conf.py", 1, Tracking.GIT, Role.DOCUMENTATION),
        SourceFile("tests/test_a.py", 1, Tracking.GIT, Role.TEST),
        SourceFile("train.py", 1, Tracking.GIT),
    )
    steps = tuple(
        Step(path, StepKind.SCRIPT, path, path, Place(path)) for path in ("clean.py", "train.py")
    )
    artifact = Artifact(DATA, ArtifactForm.PATH, "dataset", Tracking.IGNORED)
    return Workflow(Project(Path("/x"), "x", files), steps, (artifact,))


def make_rule(
    code: str, check: Callable[[Workflow], Iterable[Observation]], slug: str = ""
) -> Rule:
    slug = slug or code.lower()
    return Rule(code, slug, "inputs", Severity.HIGH, Confidence.HIGH, check)


def observe(
    path: str = "train.py", line: int = 1, subject: str = DATA, **more: object
) -> Observation:
    return Observation(Place(path, line), subject, "message", "remedy", **more)  # type: ignore[arg-type]


def test_a_rule_that_raises_costs_only_what_it_would_have_found() -> None:
    def fail(workflow: Workflow) -> Iterable[Observation]:
        yield observe()
        raise ZeroDivisionError("no steps")

    judgement = judge(
        make_workflow(), [make_rule("ABC001", fail), make_rule("ABC002", lambda _: [observe()])]
    )
    assert [finding.code for finding in judgement.findings] == ["ABC001", "ABC002"]
    assert judgement.failures == (("ABC001 abc001", "ZeroDivisionError: no steps"),)


def test_one_identity_is_one_finding_with_the_other_places_as_evidence() -> None:
    places = [observe(line=9, about=("b",)), observe(line=3, about=("a",))]
    (finding,) = judge(make_workflow(), [make_rule("ABC001", lambda _: places)]).findings
    assert finding.place.line == 3
    assert [evidence.place.line for evidence in finding.evidence] == [9]
    assert finding.about == ("a", "b")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("train.py", True),
        ("docs/release.md", True),
        ("docs/conf.py", False),
        ("tests/test_a.py", False),
    ],
)
def test_only_the_own_workflow_and_its_documents_count(path: str, shown: bool) -> None:
    judgement = judge(make_workflow(), [make_rule("ABC001", lambda _: [observe(path)])])
    assert bool(judgement.findings) is shown


def test_the_loser_becomes_evidence_of_the_winner() -> None:
    rules = [
        make_rule("INP001", lambda _: [observe(line=7, about=(DATA,))]),
        make_rule("INP002", lambda _: [observe(line=2, about=(DATA,))]),
    ]
    (finding,) = judge(make_workflow(), rules).findings
    assert finding.code == "INP002"
    assert [(e.place.line, e.note) for e in finding.evidence] == [(7, "message")]


def test_findings_about_other_things_do_not_beat_each_other() -> None:
    rules = [
        make_rule("INP001", lambda _: [observe(about=(DATA,))]),
        make_rule("INP002", lambda _: [observe(subject="other.csv", about=("train.py",))]),
    ]
    assert len(judge(make_workflow(), rules).findings) == 2


def test_a_finding_about_more_steps_is_not_beaten_by_one_about_fewer() -> None:
    both = observe(subject="model", about=("clean.py", "train.py"))
    one = observe(subject="model", about=("train.py",))
    rules = [make_rule("ORD005", lambda _: [both]), make_rule("ORD010", lambda _: [one])]
    assert {finding.code for finding in judge(make_workflow(), rules).findings} == {
        "ORD005",
        "ORD010",
    }


def test_findings_come_worst_first_and_in_one_order() -> None:
    found = [
        observe(subject="b", severity=Severity.LOW),
        observe(subject="a", confidence=Confidence.LOW),
        observe(subject="c"),
    ]
    forth = judge(make_workflow(), [make_rule("ABC001", lambda _: found)]).findings
    back = judge(make_workflow(), [make_rule("ABC001", lambda _: found[::-1])]).findings
    assert [finding.subject for finding in forth] == ["c", "a", "b"]
    assert forth == back


def test_a_fingerprint_separates_its_parts_and_ignores_lines() -> None:
    assert fingerprint_of("A", "b", "c", "d") != fingerprint_of("A", "b", "cd", "")
    assert len(fingerprint_of("A", "b", "c", "d")) == 32
    first = judge(make_workflow(), [make_rule("ABC001", lambda _: [observe(line=1)])]).findings[0]
    second = judge(make_workflow(), [make_rule("ABC001", lambda _: [observe(line=8)])]).findings[0]
    assert first.fingerprint == second.fingerprint


def test_no_two_codes_beat_each_other() -> None:
    pairs = {(rank.winner, rank.loser, rank.same) for rank in PRECEDENCE}
    assert not {(loser, winner, same) for winner, loser, same in pairs} & pairs


def test_merged_findings_hold_everywhere() -> None:
    others = (Place("train.py", 9),)
    rule = make_rule("INP001", lambda _: [observe(line=n, also=others) for n in (7, 3, 5)])
    (found,) = judge(make_workflow(), [rule]).findings
    assert [place.line for place in found.places] == [3, 9, 5, 7]


def test_what_is_beaten_is_kept_beside() -> None:
    rules = [make_rule(code, lambda _: [observe(about=(DATA,))]) for code in ("INP001", "DOC001")]
    judgement = judge(make_workflow(), rules)
    assert [f.code for f in judgement.findings] == ["DOC001"]
    assert [f.code for f in judgement.beaten] == ["INP001"]
