"""Declared steps of flows and of their tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mlaudit.model.facts import DeclaredStep, Gate, Run, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.orchestrators.definitions.flows import FlowReader
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.uses import Rules, Use


@immutable
class System:
    """A system of flow functions: its kinds of step and how they are recognised.

    Attributes:
        flow, task: the kinds of its steps.
        of_flow: qualified names of the decorators of flows.
        rules: how tasks are started.
        reader: what reads the bodies of its flows.
    """

    flow: StepKind
    task: StepKind
    of_flow: tuple[str, ...]
    rules: Rules
    reader: type[FlowReader] = FlowReader


def flow_functions(source: Source, system: System) -> dict[str, Function]:
    """The functions that are flows, by name."""
    return {
        name: function
        for name, function in source.functions.items()
        if source.decorator(function, *system.of_flow) is not None
    }


def declare_flows(
    source: Source, system: System, triggers: Mapping[str, tuple[Trigger, ...]]
) -> Iterator[DeclaredStep]:
    """Every flow of a file, and the tasks that its function starts.

    Args:
        source: the file.
        system: what makes a flow.
        triggers: what starts each flow by itself, by the name of its function.
    """
    flows = flow_functions(source, system)
    for name, function in flows.items():
        reader = system.reader(source, system.rules)
        reader.read(function.body)
        yield declare_flow(
            source, system.flow, name, function.lineno, (source.path, name), triggers.get(name, ())
        )
        for use in reader.uses.values():
            yield declare_task(source, system, name, use, flows)


def declare_flow(
    source: Source,
    kind: StepKind,
    name: str,
    line: int,
    function: tuple[str, str],
    triggers: Iterable[Trigger] = (),
    words: tuple[str, ...] = (),
    gates: tuple[Gate, ...] = (),
    inputs: tuple[tuple[str, str | None], ...] = (),
) -> DeclaredStep:
    """A flow as a whole; `words` are what a command line must say so that its file starts it."""
    place = Place(source.path, line)
    return DeclaredStep(
        kind,
        name,
        place,
        f"flows.{name}",
        runs=(Run(place, callable_=function, arguments=words),),
        triggers=tuple(triggers),
        gates=gates,
        inputs=inputs,
        group=f"{source.path}#{name}",
    )


def declare_task(
    source: Source, system: System, flow: str, use: Use, flows: Iterable[str] = ()
) -> DeclaredStep:
    """A task of a flow; one that is a flow of the same file is started as such."""
    place = Place(source.path, use.line)
    nested = use.known and use.function[1] in flows
    run = (
        Run(place, step=use.function[1])
        if nested
        else Run(place, callable_=use.function, handed=use.handed)
    )
    return DeclaredStep(
        system.task,
        f"{flow}.{use.name}",
        place,
        f"flows.{flow}.{use.name}",
        runs=(run,),
        after=tuple(f"{flow}.{name}" for name in use.after),
        group=f"{source.path}#{flow}",
        part_of=flow,
        marks=() if use.known else system.rules.marks,
    )
