"""Which steps one command runs together."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.wholes import group_of
from mlaudit.graph.ways import Ways
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Automation, StepFamily, StepKind
from mlaudit.model.workflow import Step
from mlaudit.parsers.registry import launcher_of
from mlaudit.runbook.closure import Closure, order_ids

_RANK = {
    Automation.HIDDEN: 0,
    Automation.DOCUMENTED: 1,
    Automation.SCRIPTED: 2,
    Automation.AUTOMATED: 3,
}


@immutable
class Run:
    """Steps of a closure that one command runs.

    Attributes:
        starter: what a person or a trigger starts: the step itself, or what starts it.
        steps: those of the closure, in order; never empty.
        group: the file (and what of it) whose tool runs them; "" for a step by itself.
    """

    starter: Step
    steps: tuple[Step, ...]
    group: str = ""


def find_runs(closure: Closure) -> tuple[Run, ...]:
    """Every step of the closure, exactly once, in runs that respect the data flow."""
    groups = {step.id: _group_of(closure, step) for step in closure.steps}
    pieces = _cut(closure, groups)
    tangled = _find_tangled(_contract(closure, pieces))
    apart = {step.id: _alone(groups[step.id], step) for step in closure.steps}
    pieces = {id_: apart[id_] if piece in tangled else piece for id_, piece in pieces.items()}
    before = _contract(closure, pieces)
    members: dict[str, list[Step]] = defaultdict(list)
    ranks: dict[str, int] = {}
    for position, step in enumerate(closure.steps):
        members[pieces[step.id]].append(step)
        ranks.setdefault(pieces[step.id], position)
    return tuple(
        _make_run(closure, tuple(members[piece]), groups[members[piece][0].id])
        for piece in order_ids({piece: before.get(piece, set()) for piece in members}, ranks)
    )


def _make_run(closure: Closure, steps: tuple[Step, ...], group: str) -> Run:
    known = closure.workflow.step_by_id
    starter = known.get(group, steps[-1])
    alone = len(steps) == 1 and starter is steps[0] and not starter.kind.is_encoded
    return Run(starter, steps, "" if alone else group)


def _group_of(closure: Closure, step: Step) -> str:
    """What runs the step together with others: a pipeline file, or the step that starts it."""
    if step.kind.is_encoded:
        return _pipeline_of(step)
    starters = [starter for starter in _starters(closure, step) if starter.id != step.id]
    if not starters:
        return step.id
    best = max(starters, key=lambda s: (_RANK[s.automation], s.kind.is_encoded, s.id))
    return _pipeline_of(best) if best.kind.is_encoded else best.id


def _alone(group: str, step: Step) -> str:
    """The step by itself, or its group where that can only be started as a whole."""
    return group if group_of(step) else step.id


def _pipeline_of(step: Step) -> str:
    """The file whose steps one command runs, or the project where it runs those of any file."""
    launcher = launcher_of(step.kind.value)
    if launcher is not None and not launcher.files:
        return f"{step.kind.value} {step.directory}"
    return f"{step.kind.value} {step.path} {_part_of(step)}"


def _part_of(step: Step) -> str:
    """What of the file: a DAG of a file of several; a whole pipeline file is one."""
    return step.group if step.kind.family in (StepFamily.TASK, StepFamily.JOB) else ""


def _starters(closure: Closure, step: Step) -> list[Step]:
    """What starts the step and is itself started by nothing but a person or a trigger."""
    found, visited, waiting = [], set(), [step.id]
    known = closure.workflow.step_by_id
    while waiting:
        current = waiting.pop()
        if current in visited or current not in known:
            continue
        visited.add(current)
        by = [i.by for i in closure.workflow.invokers.get(current, ()) if i.by in known]
        by = [id_ for id_ in by if known[id_].kind != StepKind.README_COMMAND]
        waiting.extend(by)
        if not by:
            found.append(known[current])
    return found


def _cut(closure: Closure, groups: dict[str, str]) -> dict[str, str]:
    """Cut each group where a step outside it must come in between."""
    members: dict[str, list[str]] = defaultdict(list)
    for id_, group in groups.items():
        members[group].append(id_)
    pieces = {}
    for group, ids in sorted(members.items()):
        rounds = _count_rounds(closure, groups, group) if len(ids) > 1 else {}
        for id_ in ids:
            pieces[id_] = f"{group}\0{rounds.get(id_, 0)}"
    return pieces


def _count_rounds(closure: Closure, groups: dict[str, str], group: str) -> dict[str, int]:
    """How often the way to each step leaves the group and comes back, at most."""
    rounds: dict[str, int] = {}
    passed: set[str] = set()
    for step in closure.steps:
        highest = 0
        for before in sorted(closure.predecessors[step.id]):
            inside = groups[before] == group
            if inside or before in passed:
                passed.add(step.id)
            comes_back = groups[step.id] == group and not inside and before in passed
            highest = max(highest, rounds.get(before, 0) + comes_back)
        rounds[step.id] = highest
    return rounds


def _contract(closure: Closure, pieces: dict[str, str]) -> dict[str, set[str]]:
    before: dict[str, set[str]] = defaultdict(set)
    for id_, piece in pieces.items():
        before[piece] |= {pieces[earlier] for earlier in closure.predecessors[id_]} - {piece}
    return before


def _find_tangled(before: dict[str, set[str]]) -> set[str]:
    """The pieces that wait for each other; their steps are then run one by one."""
    ways = Ways(before)
    return {piece for piece in before if ways.lead(piece, piece)}
