"""Joins parts with what other files say of them: is it a task at all, which schedule starts it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mlaudit.graph.parts.functions import find_function
from mlaudit.graph.world import TreeWorld
from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.vocabulary import StepFamily

_Function = tuple[str, str]


def settle_parts(world: TreeWorld, facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The facts with every part at its function, and without what turns out to be none.

    A flow calls functions that other files define; only those with a decorator of the framework
    are tasks. Deployments hand their triggers to the flow that they start.
    """
    settled = dict(facts)
    if not any(step.marks for found in facts.values() for step in found.steps):
        return settled
    flows = {
        run.callable_: f"{path}:{step.name}"
        for path, found in sorted(facts.items())
        for step in found.steps
        if step.kind.family == StepFamily.PART and not step.part_of and not step.marks
        for run in step.runs
        if run.callable_ is not None
    }
    triggers: dict[_Function, list[Trigger]] = {}
    for path, found in facts.items():
        if any(step.marks for step in found.steps):
            steps = _settle_file(world, found.steps, posixpath.dirname(path), flows, triggers)
            settled[path] = replace(found, steps=tuple(steps))
    return _trigger(settled, flows, triggers)


def _settle_file(
    world: TreeWorld,
    steps: Iterable[DeclaredStep],
    folder: str,
    flows: Mapping[_Function, str],
    triggers: dict[_Function, list[Trigger]],
) -> list[DeclaredStep]:
    kept: list[DeclaredStep] = []
    instead: dict[str, tuple[str, ...]] = {}
    for step in steps:
        if not step.marks:
            kept.append(step)
            continue
        function = _function_of(world, step, folder)
        if function is None and step.part_of:
            instead[step.name] = step.after
        elif function is not None and step.part_of:
            kept.append(replace(step, marks=(), runs=tuple(_runs(step, function, flows))))
        elif function is not None and function in flows:
            triggers.setdefault(function, []).extend(step.triggers)
        else:
            kept.append(replace(step, marks=()))
    return [replace(step, after=_bridge(step.after, instead)) for step in kept]


def _function_of(world: TreeWorld, step: DeclaredStep, folder: str) -> _Function | None:
    """The function that a step runs, where it has one of the decorators that make it a part."""
    for run in step.runs:
        if run.callable_ is not None:
            found = find_function(world, *run.callable_, folder)
            if found is not None and set(found.decorators) & set(step.marks):
                return found.path, found.name
    return None


def _runs(step: DeclaredStep, function: _Function, flows: Mapping[_Function, str]) -> list[Run]:
    """A flow inside a flow is started; a task is a function."""
    if function in flows:
        return [replace(run, callable_=None, step=flows[function]) for run in step.runs]
    return [replace(run, callable_=function) for run in step.runs]


def _bridge(after: tuple[str, ...], instead: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What comes before, with what stood before each name that is no step."""
    found: dict[str, None] = {}
    waiting = list(reversed(after))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in instead and name not in seen:
            seen.add(name)
            waiting += reversed(instead[name])
        elif name not in instead:
            found[name] = None
    return tuple(found)


def _trigger(
    facts: dict[str, Facts],
    flows: Mapping[_Function, str],
    triggers: Mapping[_Function, list[Trigger]],
) -> dict[str, Facts]:
    by_id = {flows[function]: found for function, found in triggers.items()}
    for path in {id_.rpartition(":")[0] for id_ in by_id}:
        steps = [
            replace(step, triggers=(*step.triggers, *by_id.get(f"{path}:{step.name}", ())))
            for step in facts[path].steps
        ]
        facts[path] = replace(facts[path], steps=tuple(steps))
    return facts
