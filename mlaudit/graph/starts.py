"""Performs every step of a tree, and tells what each file does over all its starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mlaudit.graph.ahead import look_ahead
from mlaudit.graph.directories import (
    candidate_directories,
    depends_on_directory,
    may_fit_better,
    rate_directory,
)
from mlaudit.graph.perform import Performer
from mlaudit.graph.performance import Performance
from mlaudit.graph.remembering import Earlier, Kept
from mlaudit.graph.seeds import Seed
from mlaudit.graph.targets import CodeTarget
from mlaudit.graph.world import TreeWorld
from mlaudit.model.facts import Facts
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Invocation

Starts = dict[str, dict[int, Performance]]
"""The performances of each file that something starts, by their identity."""


def perform_all(
    world: TreeWorld,
    facts: Mapping[str, Facts],
    seeds: dict[str, Seed],
    earlier: Earlier | None = None,
) -> tuple[dict[str, Performance], Kept]:
    """Perform every step: declared ones first, for they know how code is started.

    Returns (performances by id, what a later scan can use of them).
    """
    performer = Performer(world, facts, seeds, earlier)

    def perform_some(ids: Sequence[str]) -> None:
        for id_ in ids:
            performer.perform(seeds[id_])

    parts = [id_ for id_ in sorted(seeds) if seeds[id_].kind.family == StepFamily.PART]
    declared = [id_ for id_ in sorted(seeds) if seeds[id_].declared is not None]
    declared = [id_ for id_ in declared if seeds[id_].kind.family != StepFamily.PART]
    performances = {
        id_: performer.perform(seeds[id_])
        for id_ in look_ahead(world, performer.follower, declared, perform_some)
    }
    starts = _find_starts(performances.values())
    alone = _start_all_alone(world, performer, seeds, starts)
    for performance in alone.values():
        _add_starts(starts, performance)
    performances = {id_: performer.outcome(seeds[id_]) for id_ in performances}
    starts = _find_starts([*performances.values(), *alone.values()])
    code = [path for path in sorted(seeds) if seeds[path].declared is None]
    ways = {
        path: [*([alone[path]] if path in alone else []), *starts.get(path, {}).values()]
        or [_start_alone(world, performer, seeds[path])]
        for path in code
    }
    for performance in (way for found in ways.values() for way in found):
        performer.share(performance)
    performances.update(_perform_parts(performer, seeds, parts))
    later = _find_starts(performances[id_] for id_ in parts)
    for path in (id_ for id_ in sorted(seeds) if seeds[id_].declared is None):
        more = list(later.get(path, {}).values())
        # What a part starts does not stand alone, either.
        known = [] if more and path not in starts else ways.get(path, [])
        seen = {id(performance) for performance in known}
        performances[path] = _merge([*known, *(m for m in more if id(m) not in seen)])
    remembered = performer.follower.remembered
    return performances, remembered.list_kept() if remembered is not None else {}


def _perform_parts(
    performer: Performer, seeds: Mapping[str, Seed], parts: list[str]
) -> dict[str, Performance]:
    """Parts of code, flows before their tasks: what no code starts is started by itself."""

    def is_task(id_: str) -> bool:
        declared = seeds[id_].declared
        return declared is not None and bool(declared.part_of)

    ordered = sorted(parts, key=is_task)
    performances = {id_: performer.perform(seeds[id_]) for id_ in ordered}
    for id_ in ordered:
        _join_flow(performances, seeds[id_])
    return performances


def _join_flow(performances: dict[str, Performance], seed: Seed) -> None:
    """A flow starts the tasks that it names, those too that were not seen when it was followed."""
    part_of = seed.declared.part_of if seed.declared is not None else ""
    flow = performances.get(f"{seed.path}:{part_of}") if part_of else None
    if flow is not None and seed.id not in flow.started:
        flow.started.append(seed.id)
        flow.invocations[Invocation(f"{seed.path}:{part_of}", seed.id, seed.place)] = None
        flow.include(performances[seed.id])


def _find_starts(performances: Iterable[Performance]) -> Starts:
    """What the performances start, directly or through other files."""
    found: Starts = {}
    for performance in performances:
        _add_starts(found, performance)
    return found


def _add_starts(found: Starts, performance: Performance) -> None:
    waiting = [performance]
    while waiting:
        for path, nested in waiting.pop().nested:
            known = found.setdefault(path, {})
            if id(nested) not in known:
                known[id(nested)] = nested
                waiting.append(nested)


def _start_all_alone(
    world: TreeWorld, performer: Performer, seeds: dict[str, Seed], starts: Starts
) -> dict[str, Performance]:
    """Start the files that nothing starts; what one of them starts does not stand alone.

    Shell scripts come first, for they mostly start others.
    """
    code = [id_ for id_ in sorted(seeds) if seeds[id_].declared is None and id_ not in starts]
    code.sort(key=lambda id_: seeds[id_].kind != StepKind.SHELL_SCRIPT)

    def start_some(paths: Sequence[str]) -> None:
        for path in paths:
            _start_alone(world, performer, seeds[path])

    alone: dict[str, Performance] = {}
    inside: dict[str, set[str]] = {}
    held: Counter[str] = Counter()
    for path in look_ahead(world, performer.follower, code, start_some):
        if held[path]:
            continue
        alone[path] = _start_alone(world, performer, seeds[path])
        inside[path] = set(_find_starts([alone[path]])) - {path}
        held.update(inside[path])
        for started in inside[path] & alone.keys():
            if path not in inside[started]:
                held.subtract(inside[started])
                del alone[started], inside[started]
    return alone


def _start_alone(world: TreeWorld, performer: Performer, seed: Seed) -> Performance:
    """Start a file that nothing starts, from the folder that fits the paths it uses best."""
    first, *others = candidate_directories(world, seed.path, seed.kind)
    done = performer.start(CodeTarget(seed.path), None, first)
    if not depends_on_directory(done):
        return done
    best = rate_directory(world, done), done
    for directory in others:
        if may_fit_better(world, done, first, directory):
            performance = performer.start(CodeTarget(seed.path), None, directory)
            rating = rate_directory(world, performance)
            if rating > best[0]:
                best = rating, performance
    return best[1]


def _merge(performances: list[Performance]) -> Performance:
    """What a file does over all the ways in which it is started."""
    merged = Performance(ways=performances)
    for performance in performances:
        merged.include(performance)
        merged.started.extend(id_ for id_ in performance.started if id_ not in merged.started)
        merged.together.update(performance.together)
        merged.imported.update(performance.imported)
        merged.missing.update(performance.missing)
    if performances and any(not performance.missing for performance in performances):
        merged.missing.clear()
    return merged
