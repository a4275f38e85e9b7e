"""The properties that the score promises, on random workflows."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.model.assessment import Assessment
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, StepKind
from mlaudit.score import assess
from tests.score.mending import mended
from tests.score.workflows import Plan, build, find_all, join, plans

T = TypeVar("T")
relaxed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def judge(plan: Plan) -> Assessment:
    workflow = build(plan)
    return assess(workflow, find_all(workflow))[0]


def proven_of(assessment: Assessment) -> float:
    return -1.0 if assessment.score.proven is None else assessment.score.proven


@relaxed
@given(mended())
def test_mending_never_costs_anything(pair: tuple[Plan, Plan]) -> None:
    check_nothing_lost(judge(pair[0]), judge(pair[1]))


def check_nothing_lost(before: Assessment, after: Assessment) -> None:
    assert proven_of(after) >= proven_of(before) - 1e-9
    assert (after.score.level or 0) >= (before.score.level or 0)
    actions = {(d.artifact, d.kind): d for d in before.deliverables}
    for deliverable in after.deliverables:
        earlier = actions[deliverable.artifact, deliverable.kind]
        assert deliverable.proven >= earlier.proven - 1e-9
        assert deliverable.manual_actions <= earlier.manual_actions
        assert deliverable.undocumented <= earlier.undocumented
        assert deliverable.level >= earlier.level


Keys = frozenset[tuple[str, str]]


def mark(findings: tuple[Finding, ...], documented: Keys) -> tuple[Finding, ...]:
    return tuple(
        replace(f, status="documented") if (f.code, f.subject) in documented else f
        for f in findings
    )


@st.composite
def documented_pairs(draw: st.DrawFn) -> tuple[Workflow, tuple[Finding, ...], Keys, Keys]:
    """A workflow with its findings, some of them documented, and some more."""
    workflow = build(draw(plans()))
    findings = find_all(workflow)
    some = st.sets(st.sampled_from(sorted({(f.code, f.subject) for f in findings}) or [("", "")]))
    few = frozenset(draw(some))
    return workflow, findings, few, few | draw(some)


@relaxed
@given(documented_pairs())
def test_documenting_never_costs_anything(
    case: tuple[Workflow, tuple[Finding, ...], Keys, Keys],
) -> None:
    workflow, findings, few, more = case
    before, _ = assess(workflow, mark(findings, few))
    after, _ = assess(workflow, mark(findings, more))
    check_nothing_lost(before, after)


@st.composite
def mended_with_documented(draw: st.DrawFn) -> tuple[Plan, Plan, Keys]:
    before, after = draw(mended())
    names = {(f.code, f.subject) for f in find_all(build(before))}
    left_out = draw(st.sets(st.sampled_from(sorted(names) or [("", "")]), max_size=3))
    return before, after, frozenset(names - left_out)


@relaxed
@given(mended_with_documented())
def test_mending_never_costs_anything_beside_documented_steps(
    case: tuple[Plan, Plan, Keys],
) -> None:
    before, after, documented = case
    judged = []
    for plan in (before, after):
        workflow = build(plan)
        judged.append(assess(workflow, mark(find_all(workflow), documented))[0])
    check_nothing_lost(*judged)


@st.composite
def some_findings(draw: st.DrawFn) -> tuple[Workflow, tuple[Finding, ...]]:
    workflow = build(draw(plans()))
    found = []
    for finding in find_all(workflow):
        if draw(st.booleans()):
            confidence = draw(st.sampled_from(list(Confidence)))
            status = draw(st.sampled_from(["new", "baselined", "documented", "ignored"]))
            found.append(replace(finding, confidence=confidence, status=status))
    return workflow, tuple(found)


@relaxed
@given(some_findings())
def test_points_of_all_findings_and_the_score_make_a_hundred(
    judged: tuple[Workflow, tuple[Finding, ...]],
) -> None:
    assessment, findings = assess(*judged)
    if assessment.score.proven is not None:
        lost = sum(finding.points for finding in findings)
        assert lost == pytest.approx(100 - assessment.score.proven, abs=1e-9)
    for finding in findings:
        unsure = finding.confidence == Confidence.LOW or finding.status == "ignored"
        assert finding.points == 0 if unsure else finding.points >= 0


@relaxed
@given(some_findings())
def test_optimistic_is_never_below_proven(judged: tuple[Workflow, tuple[Finding, ...]]) -> None:
    assessment, _ = assess(*judged)
    pairs = [(d.proven, d.optimistic) for d in assessment.deliverables]
    for proven, optimistic in pairs:
        assert 0 <= proven <= optimistic + 1e-9 <= 100 + 2e-9
    if pairs:
        assert (assessment.score.proven or 0) <= (assessment.score.optimistic or 0) + 1e-9


@relaxed
@given(plans())
def test_new_names_change_nothing(plan: Plan) -> None:
    before, after = judge(plan), judge(replace(plan, place="renamed/"))
    assert proven_of(before) == pytest.approx(proven_of(after), abs=1e-9)
    assert before.score.level == after.score.level
    counts = [[d.manual_actions for d in a.deliverables] for a in (before, after)]
    assert counts[0] == counts[1]


@relaxed
@given(plans(), st.integers(0, 1000))
def test_the_order_of_what_is_found_changes_nothing(plan: Plan, seed: int) -> None:
    workflow = build(plan)
    findings = list(find_all(workflow))
    first, _ = assess(workflow, findings)
    random = Random(seed)

    def mix(values: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(values, len(values)))

    mixed = replace(
        workflow,
        steps=mix(workflow.steps),
        artifacts=mix(workflow.artifacts),
        flows=mix(workflow.flows),
        orders=mix(workflow.orders),
        deliverables=mix(workflow.deliverables),
        instructions=mix(workflow.instructions),
    )
    random.shuffle(findings)
    assert assess(mixed, findings)[0] == first


@relaxed
@given(plans())
def test_decoys_change_nothing(plan: Plan) -> None:
    workflow = build(plan)
    findings = find_all(workflow)
    step = workflow.units[0]
    decoys = (
        replace(step, id="dvc.yaml:decoy", kind=StepKind.DVC_STAGE, accesses=(), effects=()),
        replace(step, id="Makefile:all", kind=StepKind.MAKE_TARGET, accesses=(), effects=()),
    )
    more = replace(workflow, steps=(*workflow.steps, *decoys))
    assert assess(more, findings)[0].score == assess(workflow, findings)[0].score


@relaxed
@given(plans())
def test_what_lies_outside_a_closure_does_not_change_it(plan: Plan) -> None:
    workflow, other = build(plan), replace(plan, prefix="other/")
    both = join([plan, other])
    alone, _ = assess(workflow, find_all(workflow))
    together, _ = assess(both, find_all(both))
    found = {(d.artifact, d.kind): d.proven for d in together.deliverables}
    for deliverable in alone.deliverables:
        assert found[deliverable.artifact, deliverable.kind] == pytest.approx(deliverable.proven)


@relaxed
@given(plans())
def test_a_project_twice_scores_as_once(plan: Plan) -> None:
    once, twice = judge(plan), join([replace(plan, prefix="one/"), replace(plan, prefix="two/")])
    doubled, _ = assess(twice, find_all(twice))
    assert proven_of(doubled) == pytest.approx(proven_of(once), abs=1e-9)
    counts = sorted(d.manual_actions for d in once.deliverables)
    assert sorted(d.manual_actions for d in doubled.deliverables) == sorted(counts * 2)


@relaxed
@given(plans())
def test_same_input_same_output(plan: Plan) -> None:
    assert judge(plan) == judge(plan)


def test_nothing_to_rebuild_has_no_score() -> None:
    empty = join([])
    assessment, findings = assess(empty, ())
    assert assessment.score.proven is None
    assert assessment.score.level is None
    assert assessment.score.reason == "nothing to rebuild: no step was found"
    assert findings == ()


def test_steps_that_write_nothing_have_no_score() -> None:
    plan = Plan((), (), (), None)
    step = build(plan)
    assert assess(step, ())[0].score.reason is not None
