"""How each step comes to run: triggers and levels, handed on along invocations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.graph.seeds import Seed
from mlaudit.model.facts import Trigger
from mlaudit.model.vocabulary import Automation, StepFamily, StepKind, TriggerKind
from mlaudit.model.workflow import Invocation

_BY_PERSON = frozenset({TriggerKind.DISPATCH, TriggerKind.PERSON, TriggerKind.CALL})
_RANK = {
    Automation.HIDDEN: 0,
    Automation.DOCUMENTED: 1,
    Automation.SCRIPTED: 2,
    Automation.AUTOMATED: 3,
}


def find_automation(
    seeds: Mapping[str, Seed], invocations: Iterable[Invocation], told: frozenset[str]
) -> tuple[dict[str, Automation], dict[str, tuple[Trigger, ...]]]:
    """The level of each step and the triggers that reach it.

    A step is as automated as the best thing that starts it: what a triggered job starts is
    automated, what a task or a script in the tree starts is scripted, what a document tells a
    person to start is documented. Parts of code that no trigger starts are what that code is, and
    so is what code submits to a platform.

    Args:
        seeds: all steps.
        invocations: who starts whom.
        told: ids of the steps that a sentence tells a person to run.
    """
    starts: dict[str, set[str]] = defaultdict(set)
    for invocation in invocations:
        starts[invocation.by].add(invocation.of)
    for id_, seed in seeds.items():
        if seed.declared is not None and seed.declared.part_of:
            # A flow runs its parts, also those that following its code does not reach.
            starts[f"{seed.path}:{seed.declared.part_of}"].add(id_)
    levels = {id_: _own_level(seed) for id_, seed in seeds.items()}
    levels.update((id_, Automation.DOCUMENTED) for id_ in told if levels[id_] == Automation.HIDDEN)
    triggers: dict[str, dict[Trigger, None]] = {
        id_: dict.fromkeys(seed.declared.triggers if seed.declared else ())
        for id_, seed in seeds.items()
    }
    waiting = sorted(seeds)
    while waiting:
        current = waiting.pop()
        for started in sorted(starts[current]):
            if started not in levels:
                continue
            level = _handed_on(seeds[current], levels[current], seeds[started])
            new = [t for t in triggers[current] if t not in triggers[started]]
            if _RANK[level] > _RANK[levels[started]] or new:
                levels[started] = max(level, levels[started], key=_RANK.__getitem__)
                triggers[started].update(dict.fromkeys(new))
                waiting.append(started)
    return levels, {id_: tuple(found) for id_, found in triggers.items()}


def _own_level(seed: Seed) -> Automation:
    declared = seed.declared
    if declared is not None and any(_is_automatic(trigger) for trigger in declared.triggers):
        return Automation.AUTOMATED
    if declared is not None and declared.by_code and not declared.triggers:
        return Automation.HIDDEN
    started_by_name = seed.kind.is_encoded or seed.kind.family == StepFamily.CONTAINER
    if started_by_name or (seed.kind.family == StepFamily.PART and declared and declared.triggers):
        return Automation.SCRIPTED
    if seed.kind.family == StepFamily.TOLD:
        return Automation.DOCUMENTED
    return Automation.HIDDEN


def _is_automatic(trigger: Trigger) -> bool:
    return trigger.enabled and trigger.kind not in _BY_PERSON


def _handed_on(by: Seed, level: Automation, of: Seed) -> Automation:
    """The level of what a step starts."""
    by_code = any(seed.declared is not None and seed.declared.by_code for seed in (by, of))
    if level == Automation.AUTOMATED or of.kind.family == StepFamily.PART or by_code:
        return level
    if by.kind == StepKind.README_COMMAND:
        return Automation.DOCUMENTED
    return Automation.SCRIPTED
