"""Flows of a Python file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Gate, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.orchestrators.definitions.building import (
    System,
    declare_flow,
    declare_flows,
    declare_task,
    flow_functions,
)
from mlaudit.parsers.orchestrators.definitions.flows import FlowReader
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.uses import Rules
from mlaudit.parsers.orchestrators.definitions.values import argument, is_empty, text_of

PREFECT_FLOW = StepKind("prefect-flow", StepFamily.PART, "flow")
PREFECT_TASK = StepKind("prefect-task", StepFamily.PART, "flow")
PREFECT_DEPLOYMENT = StepKind("prefect-deployment", StepFamily.TASK, "deployment")

FLOWS = ("prefect.flow", "prefect.flows.flow")
"""Qualified names of the decorator of flows."""
_MARKS = ("prefect.task", "prefect.tasks.task", *FLOWS)
_SYSTEM = System(PREFECT_FLOW, PREFECT_TASK, FLOWS, Rules(_MARKS, True, "prefect"))
_FIRST = replace(_SYSTEM, rules=replace(_SYSTEM.rules, sequential=False))
"""The first version starts what a task waits for and nothing else."""
_BLOCKS = ("prefect.Flow", "prefect.core.Flow", "prefect.core.flow.Flow")
_GATES = ("pause_flow_run", "suspend_flow_run")


def read_flows(source: Source) -> Iterator[DeclaredStep]:
    """The flows of a file with their tasks."""
    gates = {name: _gates(source, f) for name, f in flow_functions(source, _SYSTEM).items()}
    for step in declare_flows(source, _SYSTEM, {}):
        yield replace(step, gates=gates.get(step.name, ())) if not step.part_of else step
    yield from _blocks(source)


def _gates(source: Source, function: Function) -> tuple[Gate, ...]:
    """Where the flow waits until a person resumes it."""
    return tuple(
        Gate(Place(source.path, node.lineno), f"{name} until a person resumes the flow")
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and (name := source.qualified(node.func).rpartition(".")[2]) in _GATES
    )


def _blocks(source: Source) -> Iterator[DeclaredStep]:
    """`with Flow(…) as flow:` of the first version; what it starts runs with the file."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.With):
            continue
        for item in node.items:
            call = item.context_expr
            if not isinstance(call, ast.Call) or source.qualified(call.func) not in _BLOCKS:
                continue
            name = text_of(argument(call, 0, "name"), source.constants) or "flow"
            triggers = tuple(_schedules(source, call))
            reader = FlowReader(source, _FIRST.rules)
            reader.read(node.body)
            whole = (source.path, "")
            yield declare_flow(source, PREFECT_FLOW, name, node.lineno, whole, triggers)
            for use in reader.uses.values():
                yield declare_task(source, _FIRST, name, use)


def _schedules(source: Source, call: ast.Call) -> Iterator[Trigger]:
    given = argument(call, 1, "schedule")
    if given is not None and not is_empty(given):
        detail = shown(source.made(given), source.constants)
        yield Trigger(TriggerKind.SCHEDULE, detail, Place(source.path, given.lineno))


def declare_deployment(
    place: Place, name: str, function: tuple[str, str], triggers: tuple[Trigger, ...]
) -> DeclaredStep:
    """A deployment, which hands its triggers to the flow whose function it names."""
    return DeclaredStep(
        PREFECT_DEPLOYMENT,
        name,
        place,
        f"deployments.{name}",
        runs=(Run(place, callable_=function),),
        triggers=triggers,
        marks=FLOWS,
    )
