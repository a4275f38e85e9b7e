"""Puts together the steps of the workflow."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from mlaudit.graph.code_commands import command_of_code
from mlaudit.graph.command_lines import command_of_declared
from mlaudit.graph.performance import Performance
from mlaudit.graph.seeds import Seed
from mlaudit.model.facts import Trigger
from mlaudit.model.vocabulary import Automation, StepFamily, StepKind
from mlaudit.model.workflow import Access, Invocation, Step
from mlaudit.parsers.registry import launcher_of


def build_steps(
    seeds: Mapping[str, Seed],
    performances: Mapping[str, Performance],
    units: frozenset[str],
    levels: Mapping[str, Automation],
    triggers: Mapping[str, tuple[Trigger, ...]],
    invocations: Iterable[Invocation],
    paths: Collection[str],
    untouched: Mapping[str, tuple[str, ...]],
) -> tuple[Step, ...]:
    """The steps, by id.

    Args:
        seeds: all steps.
        performances: what each does.
        units: ids of the units.
        levels, triggers: how each comes to run.
        invocations: who starts whom.
        paths: the files of the tree.
        untouched: of each unit, the declared paths that nothing touches.
    """
    started_by: dict[str, list[Invocation]] = defaultdict(list)
    for invocation in invocations:
        started_by[invocation.of].append(invocation)
    return tuple(
        _build_step(
            seeds[id_],
            performances[id_],
            id_ in units,
            levels[id_],
            triggers[id_],
            _command_of(id_, seeds, performances, started_by, paths),
            untouched.get(id_, ()),
        )
        for id_ in sorted(seeds)
    )


def _build_step(
    seed: Seed,
    performance: Performance,
    unit: bool,
    level: Automation,
    triggers: tuple[Trigger, ...],
    command: str,
    untouched: tuple[str, ...],
) -> Step:
    declared = seed.declared
    return Step(
        id=seed.id,
        kind=seed.kind,
        name=seed.name,
        path=seed.path,
        place=seed.place,
        scope=seed.scope,
        role=seed.role,
        automation=level,
        runs=_code_of(seed, performance),
        accesses=tuple(sorted(performance.accesses, key=_access_key)),
        unresolved=tuple(sorted(performance.unresolved, key=lambda u: (u.place.sort_key, u.via))),
        effects=tuple(sorted(performance.effects, key=lambda e: (e.place.sort_key, e.kind, e.via))),
        triggers=triggers,
        command=command,
        arguments_missing=tuple(performance.missing) if seed.kind.family == StepFamily.CODE else (),
        directory=declared.directory if declared else ".",
        gates=declared.gates if declared else (),
        uses=declared.uses if declared else (),
        inputs=declared.inputs if declared else (),
        container_paths=declared.container_paths if declared else (),
        image=declared.image if declared else None,
        frozen=declared.frozen if declared else False,
        declares_more=declared.declares_more if declared else False,
        untouched=untouched,
        imported=tuple(sorted(performance.imported)),
        group=declared.group if declared else "",
        unit=unit,
        manual=declared.manual if declared else None,
    )


def _access_key(access: Access) -> tuple[object, ...]:
    """Declared before inferred, then by place."""
    return (
        access.evidence,
        access.place.sort_key,
        access.mode,
        access.artifact,
        access.via,
        access.by,
    )


def _code_of(seed: Seed, performance: Performance) -> tuple[str, ...]:
    found = {i.of for i in performance.invocations if ":" not in i.of}
    if seed.kind.family == StepFamily.CODE:
        found.add(seed.path)
    elif seed.kind.family == StepFamily.PART and seed.declared is not None:
        found.update(run.callable_[0] for run in seed.declared.runs if run.callable_)
    return tuple(sorted(found))


def _words_of(
    id_: str, performances: Mapping[str, Performance], seeds: Mapping[str, Seed]
) -> tuple[str, ...]:
    """The words that a file must be given so that it starts the flow that it holds."""
    started = [seeds[other] for other in performances[id_].started if other in seeds]
    parts = [seed.declared for seed in started if seed.kind.family == StepFamily.PART]
    return next((run.arguments for part in parts if part for run in part.runs), ())


def _command_of(
    id_: str,
    seeds: Mapping[str, Seed],
    performances: Mapping[str, Performance],
    started_by: Mapping[str, list[Invocation]],
    paths: Collection[str],
) -> str:
    """One command line that starts the step, from the root of the repository."""
    seed = seeds[_code_around(id_, seeds, started_by)]
    if seed.kind.family == StepFamily.CODE:
        starts = started_by.get(seed.id, [])
        needed = _words_of(seed.id, performances, seeds)
        given = [i.arguments for i in starts if i.arguments]
        words = next((w for w in given if set(needed) <= set(w)), None) or needed
        return " ".join([command_of_code(seed.kind, seed.path), *map(_quote, words)])
    if seed.kind == StepKind.README_COMMAND:
        return seed.name
    launcher = launcher_of(seed.kind.value)
    by_group = launcher is not None and (launcher.by_group or launcher.takes_file)
    group = seed.declared.group if by_group and seed.declared is not None else ""
    path = group.partition("#")[0] or seed.path
    directory = seed.declared.directory if seed.declared is not None else "."
    return command_of_declared(seed.kind, path, seed.name, paths, directory)


def _code_around(
    id_: str, seeds: Mapping[str, Seed], started_by: Mapping[str, list[Invocation]]
) -> str:
    """The file that starts a part, directly or through other parts; anything else is itself."""
    seen: set[str] = set()
    while id_ not in seen and seeds[id_].kind.family == StepFamily.PART:
        seen.add(id_)
        id_ = next((i.by for i in started_by.get(id_, ()) if i.by in seeds), id_)
    return id_


def _quote(word: str) -> str:
    return word if "{" in word else shlex.quote(word)
