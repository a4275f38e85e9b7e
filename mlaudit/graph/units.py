"""Which steps are units: the nodes of the data flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.graph.flows import find_flows
from mlaudit.graph.performance import Performance
from mlaudit.graph.seeds import Seed
from mlaudit.model.graph import reach
from mlaudit.model.vocabulary import Role, StepFamily, StepKind
from mlaudit.model.workflow import Invocation

_SETUP_PROGRAMS = frozenset({"config", "code"})


def find_units(
    seeds: Mapping[str, Seed],
    performances: Mapping[str, Performance],
    invocations: Iterable[Invocation],
) -> frozenset[str]:
    """Ids of the units.

    Code that a task (a DVC stage, a Make target, …) runs is a part of that task. Modules that
    another step imports, and that nothing starts, are a part of that step, unless they make, when
    a person starts them, what other steps read and what none that imports them makes. Jobs,
    documents and scripts that start other steps are units only for what they do themselves, and
    so are tasks that are switched off: until a person switches them on, others run their code.
    Parts of code are units wherever no task runs that code; those that start others, as scripts.
    What a person is registered to do is no unit: to the project, what it makes comes from outside.
    """
    invocations = list(invocations)
    absorbed = _absorbed(seeds, invocations)
    imported = _imported(seeds, performances)
    imported -= _makers(imported, performances)
    started = {invocation.of for invocation in invocations}
    parts = {id_ for id_, seed in seeds.items() if seed.kind.family == StepFamily.PART}
    starters = {invocation.by for invocation in invocations if invocation.of in parts}
    units = set()
    for id_, seed in seeds.items():
        if seed.role != Role.PIPELINE or id_ in absorbed or seed.kind == StepKind.MANUAL_STEP:
            continue
        if seed.kind.family == StepFamily.CODE:
            is_part = id_ in imported and id_ not in started
            starts_only = seed.kind == StepKind.SHELL_SCRIPT or id_ in starters
            if not is_part and (not starts_only or _acts(id_, performances)):
                units.add(id_)
        elif id_ in parts:
            runs = seed.declared.runs if seed.declared else ()
            starts_only = id_ in starters or all(run.step is not None for run in runs)
            if not starts_only or _acts(id_, performances):
                units.add(id_)
        elif (seed.kind.owns_code and not is_off(seed)) or _acts(id_, performances):
            units.add(id_)
    return frozenset(units)


def _acts(id_: str, performances: Mapping[str, Performance]) -> bool:
    """Does the step itself read or write anything that the workflow is about?"""
    performance = performances.get(id_, Performance())
    return any(
        access.by == id_
        and access.kind not in _SETUP_PROGRAMS
        and not access.artifact.startswith("env:")
        for access in performance.accesses
    )


def is_off(seed: Seed) -> bool:
    """Does the file switch off everything that would start the step (a paused DAG)?"""
    triggers = seed.declared.triggers if seed.declared else ()
    return bool(triggers) and not any(trigger.enabled for trigger in triggers)


def _absorbed(seeds: Mapping[str, Seed], invocations: list[Invocation]) -> set[str]:
    """Code, and parts of code, that tasks start, directly or through other code."""
    starts: dict[str, set[str]] = {}
    for invocation in invocations:
        starts.setdefault(invocation.by, set()).add(invocation.of)
    found: set[str] = set()
    waiting = [id_ for id_, seed in seeds.items() if seed.kind.owns_code and not is_off(seed)]
    while waiting:
        for started in starts.get(waiting.pop(), ()):
            seed = seeds.get(started)
            family = seed.kind.family if seed is not None else None
            if family in (StepFamily.CODE, StepFamily.PART) and started not in found:
                found.add(started)
                waiting.append(started)
    # Code that a part starts as a program is its own, unless nothing starts the part.
    parts = {id_ for id_, seed in seeds.items() if seed.kind.family == StepFamily.PART}
    begun = [i for i in starts if i not in parts] + [p for p in parts if _has_trigger(seeds[p])]
    waiting = sorted(parts & (reach(begun, starts) | set(begun)))
    while waiting:
        for started in starts.get(waiting.pop(), ()):
            seed = seeds.get(started)
            if seed is not None and seed.kind.family == StepFamily.CODE and started not in found:
                found.add(started)
                waiting.append(started)
    return found


def _has_trigger(seed: Seed) -> bool:
    return seed.declared is not None and bool(seed.declared.triggers) and not is_off(seed)


def _makers(modules: set[str], performances: Mapping[str, Performance]) -> set[str]:
    """Modules that, started by themselves, feed other steps as no step that imports them does."""
    writes: list[tuple[str, str]] = []
    for module in modules:
        own = performances.get(module, Performance()).accesses
        if not any(access.mode == "write" for access in own):
            continue
        importers = [p for id_, p in performances.items() if id_ != module and module in p.imported]
        made = {a.artifact for p in importers for a in p.accesses if a.mode == "write"}
        found = find_flows(
            [("importer", artifact) for artifact in made],
            [(a.artifact, a.artifact) for a in own if a.mode == "write"],
        )
        writes += [
            (module, access.artifact)
            for access in own
            if access.mode == "write" and access.artifact not in {flow.after for flow in found}
        ]
    reads = [
        (id_, access.artifact)
        for id_, performance in performances.items()
        for access in performance.accesses
        if access.mode == "read"
    ]
    return {flow.before for flow in find_flows(writes, reads)} if writes else set()


def _imported(seeds: Mapping[str, Seed], performances: Mapping[str, Performance]) -> set[str]:
    return {
        path
        for id_, performance in performances.items()
        if id_ in seeds and seeds[id_].kind.family == StepFamily.CODE
        for path in performance.imported
        if path != id_
    }
