"""Steps in files that a tool has made of code, where the tree holds that code, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from mlaudit.model.facts import DeclaredStep, Facts, Run

_Tasks: TypeAlias = tuple[str, frozenset[str]]
"""The kind of the tasks of a flow, and their names."""


def start_sources(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, where a file that was made of a flow of the tree starts that flow.

    A flow is the source if it is the only one with tasks of the same names.
    """
    if not any(step.kind.compiled_from for found in facts.values() for step in found.steps):
        return dict(facts)
    sources: dict[_Tasks, list[DeclaredStep]] = {}
    for path in sorted(facts):
        for name, steps in _by(facts[path].steps, "part_of").items():
            key = steps[0].kind.value, _names(steps)
            flows = [step for step in facts[path].steps if step.name == name]
            sources.setdefault(key, []).extend(flows)
    return {path: _start_of(found, sources) for path, found in facts.items()}


def _by(steps: Iterable[DeclaredStep], attribute: str) -> dict[str, list[DeclaredStep]]:
    """Steps by an attribute, without those that have none."""
    found: dict[str, list[DeclaredStep]] = {}
    for step in steps:
        if getattr(step, attribute):
            found.setdefault(getattr(step, attribute), []).append(step)
    return found


def _names(steps: Iterable[DeclaredStep]) -> frozenset[str]:
    """Names of tasks as both forms write them, without that of what they are a part of."""
    return frozenset(step.name.rpartition(".")[2].replace("_", "-") for step in steps)


def _start_of(facts: Facts, sources: Mapping[_Tasks, list[DeclaredStep]]) -> Facts:
    made = [step for step in facts.steps if step.kind.compiled_from]
    starts: dict[str, DeclaredStep] = {}
    for group, steps in _by(made, "group").items():
        found = sources.get((steps[0].kind.compiled_from, _names(steps)), [])
        if len(found) == 1:
            starts[group] = _start(steps[0], group, found[0])
    if not starts:
        return facts
    rest = (step for step in facts.steps if step not in made or step.group not in starts)
    return replace(facts, steps=(*rest, *starts.values()))


def _start(first: DeclaredStep, group: str, flow: DeclaredStep) -> DeclaredStep:
    """A flow without tasks of its own, which starts the one that has them."""
    name = group.rpartition("#")[2]
    runs = (Run(first.place, step=f"{flow.place.path}:{flow.name}"),)
    return DeclaredStep(flow.kind, name, first.place, name, runs=runs, group=group)
