"""Registered manual steps: which findings they answer, and where a runbook has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from mlaudit.discover.part import TreePart
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.matching import covers
from mlaudit.model.assessment import Action
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.manual import ManualStep
from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Step
from mlaudit.runbook.carries import KEPT

REGISTERED = 0.4
"""Credit of what a person is registered to do: as much as that of a documented command."""
BROUGHT = (
    "INP002", "INP001", "INP003", "INP010", "ART006", "ART004", "REL006", "REL009", "ART009",
    "HUM005", "HUM007", "HUM008", "HUM003", "DOC001", "DOC002", "DOC008", "LLM012",
)  # fmt: skip
"""Codes of findings that say of an artifact that a person has to bring it."""


def find_answer(workflow: Workflow, finding: Finding) -> Step | None:
    """The first registered step that answers a finding."""
    return next((s for s in workflow.manual_steps if answers(workflow, s, finding)), None)


def answers(workflow: Workflow, step: Step, finding: Finding) -> bool:
    """Is the finding about the work that a step registers?

    The entry names it (by its subject, or its rule and the files that it stands in; all that is
    given must agree), or the finding says that somebody has to bring what the step makes.
    """
    manual = step.manual
    return manual is not None and (
        _names(manual, finding) or _brings(workflow, step, finding, manual.rule)
    )


def _names(manual: ManualStep, finding: Finding) -> bool:
    if not manual.subject and not (manual.rule and (manual.paths or manual.file)):
        return False
    return (
        (not manual.rule or _has_rule(finding, manual.rule))
        and manual.subject in ("", finding.subject)
        and manual.file in ("", finding.place.path)
        and (not manual.paths or _lies_in(manual, finding.place.path))
    )


def _lies_in(manual: ManualStep, path: str) -> bool:
    inside = path if manual.folder == "." else path.removeprefix(f"{manual.folder}/")
    return (manual.folder == "." or inside != path) and TreePart(manual.paths).holds(inside)


def _has_rule(finding: Finding, name: str) -> bool:
    """Is that its rule, by its slug or code, or the family of that, by its name or letters?"""
    return name.casefold() in finding.names


def _brings(workflow: Workflow, step: Step, finding: Finding, rule: str) -> bool:
    if finding.code not in BROUGHT and not _has_rule(finding, rule):
        return False
    named = {id_ for id_ in (finding.subject, *finding.about) if id_ in workflow.artifact_by_id}
    return bool(named) and all(makes(step, artifact) for artifact in named)


def is_idle(workflow: Workflow, step: Step, findings: Iterable[Finding]) -> bool:
    """Does nothing wait for a registered step, and is no finding what it answers?

    One that is only said to come after others, or to need something, has its place where these
    are there.
    """
    manual = step.manual
    if manual is None:
        return False
    awaited = any(order.before == step.id for order in workflow.orders)
    named = bool(manual.rule or manual.subject)
    if step.writes or manual.before or named:
        answered = named and any(answers(workflow, step, finding) for finding in findings)
        return not awaited and not answered
    return not any(order.after == step.id for order in workflow.orders)


def makes(step: Step, artifact: str) -> bool:
    """Is an artifact what a step makes, in a folder that it fills, or of its pattern?"""
    return any(
        artifact == made or artifact.startswith(f"{made}/") or covers(made, artifact)
        for made in (access.artifact for access in step.writes)
    )


@asked_once
def _bringers(workflow: Workflow) -> dict[str, Step]:
    known = {step.id: step for step in workflow.manual_steps}
    found: dict[str, Step] = {}
    for order in sorted(workflow.orders, key=lambda order: order.before):
        if order.artifact and order.before in known:
            found.setdefault(order.artifact, known[order.before])
    return found


def find_bringer(workflow: Workflow, artifact: str) -> Step | None:
    """The registered step whose work gives an artifact that another step reads."""
    return _bringers(workflow).get(artifact)


@asked_once
def work_before(workflow: Workflow) -> dict[str, frozenset[str]]:
    """What must come before each step because of registered steps that are no mere bringing.

    What is kept under version needs nobody to bring it.
    """
    between = {step.id for step in workflow.manual_steps if is_between(step)}
    kept = {artifact.id for artifact in workflow.artifacts if artifact.tracking in KEPT}
    found: dict[str, set[str]] = {}
    for order in workflow.orders:
        if not between.isdisjoint((order.before, order.after)) and order.artifact not in kept:
            found.setdefault(order.after, set()).add(order.before)
    return {after: frozenset(before) for after, before in found.items()}


def work_after(workflow: Workflow, steps: Set[str]) -> frozenset[str]:
    """The registered steps that nothing waits for, and that wait for nothing but some steps."""
    before = work_before(workflow)
    awaited = {id_ for ids in before.values() for id_ in ids}
    return frozenset(
        step.id
        for step in workflow.manual_steps
        if step.id not in awaited and before.get(step.id) and before[step.id] <= steps
    )


def is_between(step: Step) -> bool:
    """Has a registered step its place after others, or without data before others?

    One that only brings something is part of obtaining that.
    """
    manual = step.manual
    return manual is not None and bool(
        step.reads or manual.after or (manual.before and not step.writes)
    )


def register(action: Action, findings: Iterable[Finding], workflow: Workflow) -> Action:
    """An action as it is where registered steps answer what explains it best.

    Args:
        action: of a runbook.
        findings: those that explain it.
        workflow: of the findings.
    """
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    leading = next((by_code[code] for code in action.codes if code in by_code), [])
    if not leading or any(finding.status != "documented" for finding in leading):
        return action
    found = (find_answer(workflow, finding) for finding in leading)
    return assign(action, [step for step in dict.fromkeys(found) if step is not None])


def assign(action: Action, steps: Sequence[Step]) -> Action:
    """An action that is registered; no steps are given where only statuses tell so."""
    hidden = action.automation == Automation.HIDDEN
    level = Automation.DOCUMENTED if hidden else action.automation
    registered = [(step, step.manual) for step in steps if step.manual is not None]
    if not registered:
        return replace(action, automation=level)
    work = (describe_work(step, action.what) for step, _ in registered)
    return replace(
        action,
        automation=level,
        place=registered[0][0].place if hidden else action.place,
        reason=_join(work, "; ") if hidden else action.reason,
        who=_join((manual.who for _, manual in registered), ", "),
        how=_join((manual.how for _, manual in registered), ", "),
    )


def _join(words: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(filter(None, words)))


def describe_work(step: Step, what: str) -> str:
    """What is registered to be done, "" where that repeats the object of the action."""
    work = step.manual.what if step.manual is not None else ""
    return "" if what in (work, work.partition(" ")[2]) else work
