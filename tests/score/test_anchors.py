"""Two repositories worked by hand, and what single pieces of evidence are worth.

The anchors cover these rungs: inputs (unpinned download 0.60; DVC with a remote 1.00), order
(documented run and sequence 0.40; stages and declared edges 1.00), artifacts (version of what is
made: overwritten 0, declared and kept 1.00) and the environment (install line 0.25; requirements
without versions 0.40). Comparability of runs, the Python version, parameters and assurance are no
part of score version 1, so the totals are compared with the hand-made ones for these rungs alone.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlaudit.model.assessment import DeliverableAssessment
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation
from mlaudit.score import assess
from tests.score.handmade import declared_pipeline, documented_commands
from tests.score.workflows import find_all


def assess_only(workflow: Workflow) -> DeliverableAssessment:
    assessment, _ = assess(workflow, find_all(workflow))
    assert len(assessment.deliverables) == 1
    return assessment.deliverables[0]


def test_documented_commands_lie_at_the_lower_anchor() -> None:
    found = assess_only(documented_commands())
    assert dict(found.dimensions) == pytest.approx(
        {"inputs": 60, "order": 40, "artifacts": 0, "environment": 25}
    )
    # By hand, without what version 1 leaves out: (25 * .6 + 25 * .4 + 20 * 0 + 12 * .25) / 82
    assert found.proven == pytest.approx(100 * 28 / 82)
    assert 33 <= found.proven <= 41
    assert found.level == 1
    assert (found.manual_actions, found.undocumented) == (3, 0)


def test_a_declared_pipeline_lies_at_the_upper_anchor() -> None:
    found = assess_only(declared_pipeline())
    assert dict(found.dimensions) == pytest.approx(
        {"inputs": 100, "order": 100, "artifacts": 100, "environment": 40}
    )
    assert 90 <= found.proven <= 94
    assert found.level == 2
    assert (found.manual_actions, found.undocumented) == (2, 0)


def test_a_lock_file_lifts_the_pipeline_to_one_command() -> None:
    workflow = declared_pipeline()
    locked = replace(workflow.environments[0], locked=True)
    found = assess_only(replace(workflow, environments=(locked,)))
    assert found.proven == pytest.approx(100)
    assert found.level == 3


def test_a_schedule_lifts_it_to_continuous() -> None:
    workflow = declared_pipeline()
    locked = replace(workflow.environments[0], locked=True)
    steps = tuple(replace(step, automation=Automation.AUTOMATED) for step in workflow.steps)
    found = assess_only(replace(workflow, environments=(locked,), steps=steps))
    assert found.level == 4
    assert found.manual_actions == 0


def test_what_no_finding_explains_counts_as_fulfilled() -> None:
    assessment, _ = assess(documented_commands(), ())
    assert assessment.score.proven == pytest.approx(100)
    rungs = [o.rung for o in assessment.deliverables[0].obligations if o.kind == "edge"]
    assert rungs == ["order: documented (no sure finding holds it against the project)"]


def test_a_documented_manual_step_earns_what_a_documented_command_earns() -> None:
    workflow = documented_commands()
    findings = find_all(workflow)
    marked = [replace(f, status="documented") for f in findings]
    (before,) = assess(workflow, findings)[0].deliverables
    (after,) = assess(workflow, marked)[0].deliverables
    for earlier, later in zip(before.obligations, after.obligations, strict=True):
        assert later.proven == max(earlier.proven, 0.4)


def test_mended_findings_add_their_points() -> None:
    workflow = documented_commands()
    assessment, findings = assess(workflow, find_all(workflow))
    worst = max(findings, key=lambda f: (f.points, f.identity))
    rest = [finding for finding in findings if finding is not worst]
    mended, _ = assess(workflow, rest)
    assert assessment.score.proven is not None
    assert mended.score.proven == pytest.approx(assessment.score.proven + worst.points)
