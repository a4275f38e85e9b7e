"""Joins runbook, obligations and findings into one assessment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mlaudit.graph.deliverables import WEIGHTS as PRODUCTS
from mlaudit.model.assessment import Action, Assessment, DeliverableAssessment, Score
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Deliverable
from mlaudit.runbook import Evidence, add_stated, build_runbook, register
from mlaudit.score.artifacts import ask_about_artifacts
from mlaudit.score.blocking import FindingIndex
from mlaudit.score.demand import SCORE_VERSION, Demand, Question
from mlaudit.score.documented import Blocked
from mlaudit.score.environment import ask_about_environment
from mlaudit.score.formula import WEIGHTS, mean, points_of, rate, rate_dimensions
from mlaudit.score.inputs import ask_about_inputs
from mlaudit.score.level import count_manual, count_undocumented, find_level
from mlaudit.score.order import ask_about_order
from mlaudit.score.release import ask_about_release


@immutable
class _Rated:
    deliverable: Deliverable
    blocked: tuple[Blocked, ...]
    runbook: tuple[Action, ...]


def assess(
    workflow: Workflow, findings: Sequence[Finding]
) -> tuple[Assessment, tuple[Finding, ...]]:
    """The verdict on a workflow, and its findings with the points that each takes.

    The points of all findings and the proven score add up to 100.
    """
    evidence = Evidence(workflow)
    index = FindingIndex(workflow, findings)
    wanted = [d for d in workflow.deliverables if d.weight > 0 and d.steps]
    ordered = sorted(wanted, key=_sort_key)
    rated = [_rate(evidence, index, findings, deliverable) for deliverable in ordered]
    if not rated:
        reason = _explain_nothing(workflow)
        none = Score(None, None, None, reason, score_version=SCORE_VERSION)
        return Assessment(none), tuple(replace(f, points=0.0) for f in findings)
    assessments = tuple(_assess(item) for item in rated)
    return Assessment(_total(assessments), assessments), _add_points(findings, rated)


def ask(demand: Demand) -> tuple[Question, ...]:
    """Every question that a deliverable raises, in the order of the dimensions."""
    return (
        *ask_about_inputs(demand),
        *ask_about_order(demand),
        *ask_about_artifacts(demand),
        *ask_about_environment(demand),
        *ask_about_release(demand),
    )


def _rate(
    evidence: Evidence,
    index: FindingIndex,
    findings: Sequence[Finding],
    deliverable: Deliverable,
) -> _Rated:
    blocked = index.block_all(ask(Demand(evidence, deliverable)))
    runbook = build_runbook(evidence.workflow, deliverable, evidence)
    explained = tuple(_explain(evidence.workflow, index, action) for action in runbook)
    return _Rated(deliverable, blocked, add_stated(explained, findings, evidence.workflow))


def _explain(workflow: Workflow, index: FindingIndex, action: Action) -> Action:
    """The action with what explains it, and with the owner where that is registered."""
    found = index.find_for(action)
    prints = tuple(dict.fromkeys(f.fingerprint for f in found))
    parts = tuple(_explain(workflow, index, part) for part in action.parts)
    return register(replace(action, findings=prints, parts=parts), found, workflow)


def _sort_key(deliverable: Deliverable) -> tuple[float, str, str]:
    return (-deliverable.weight, deliverable.artifact, deliverable.kind)


def _assess(rated: _Rated) -> DeliverableAssessment:
    obligations = tuple(item.obligation for item in rated.blocked)
    dimensions = rate_dimensions(obligations)
    return DeliverableAssessment(
        artifact=rated.deliverable.artifact,
        kind=rated.deliverable.kind,
        weight=rated.deliverable.weight,
        runbook=rated.runbook,
        manual_actions=count_manual(rated.runbook),
        undocumented=count_undocumented(rated.runbook),
        proven=rate(dimensions),
        optimistic=rate(rate_dimensions(obligations, optimistic=True)),
        level=find_level(obligations, rated.runbook),
        dimensions=tuple((name, 100 * share) for name, share in dimensions.items()),
        obligations=obligations,
    )


def rate_optimistically(
    assessments: Sequence[DeliverableAssessment],
) -> tuple[tuple[str, float], ...]:
    """The dimensions of the total as they would be if every unresolved access were fine."""
    rated = [(rate_dimensions(a.obligations, optimistic=True), a.weight) for a in assessments]
    return _mean_dimensions(
        [
            ([(name, 100 * share) for name, share in found.items()], weight)
            for found, weight in rated
        ]
    )


def _mean_dimensions(
    rated: Iterable[tuple[Iterable[tuple[str, float]], float]],
) -> tuple[tuple[str, float], ...]:
    """The mean of each dimension over those deliverables to which it applies."""
    shares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for dimensions, weight in rated:
        for name, share in dimensions:
            shares[name].append((share, weight))
    return tuple((name, mean(shares[name])) for name in WEIGHTS if name in shares)


def _total(assessments: Sequence[DeliverableAssessment]) -> Score:
    main = [a for a in assessments if a.weight >= 1] or list(assessments)
    return Score(
        proven=mean((a.proven, a.weight) for a in assessments),
        optimistic=mean((a.optimistic, a.weight) for a in assessments),
        level=min(a.level for a in main),
        reason=None,
        dimensions=_mean_dimensions([(a.dimensions, a.weight) for a in assessments]),
        score_version=SCORE_VERSION,
    )


def _add_points(findings: Sequence[Finding], rated: Iterable[_Rated]) -> tuple[Finding, ...]:
    items = list(rated)
    weight = sum(item.deliverable.weight for item in items)
    points: dict[int, float] = defaultdict(float)
    for item in items:
        for index, lost in points_of(item.blocked, item.deliverable.weight / weight).items():
            points[index] += lost
    return tuple(replace(f, points=points.get(i, 0.0)) for i, f in enumerate(findings))


def _explain_nothing(workflow: Workflow) -> str:
    """Why there is no deliverable; that nothing is made is said only where that is known."""
    if not workflow.steps:
        return "nothing to rebuild: no step was found"
    if not any(unit.writes or unit.unresolved for unit in workflow.units):
        return "nothing to rebuild: no step writes anything"
    makes = {access.artifact for unit in workflow.units for access in unit.writes}
    if any(id_.startswith("{") and workflow.artifact_by_id[id_].kind in PRODUCTS for id_ in makes):
        return "no deliverable is known, as whoever runs the steps names what they make"
    if any(item.mode == "write" for unit in workflow.units for item in unit.unresolved):
        return "no deliverable is known, as the names of what steps write could not be told"
    return "nothing to rebuild: no step makes a model, a dataset, a metric or a figure"
