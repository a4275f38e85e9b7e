"""Of several pipelines that make the same file, a consumer waits for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.graph.seeds import Seed
from mlaudit.model.vocabulary import Automation, StepFamily
from mlaudit.model.workflow import Access, Flow
from mlaudit.patterns import lazy_regex

_VARYING = lazy_regex(r"(?!\{[A-Z][A-Z0-9_]*\}/[^*{]*$).*[*{]")
"""A part that varies; the folder that an environment variable names is one for all who name it."""
_RANKS = {level: rank for rank, level in enumerate(Automation)}


def drop_alternatives(
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    seeds: Mapping[str, Seed],
    levels: Mapping[str, Automation],
) -> tuple[Flow, ...]:
    """The flows without those from other ways of making the same file.

    A Makefile, a CI workflow and an orchestrator often hold the same pipeline. A step of one of
    them takes the file that its own pipeline makes; for anything else the way counts that needs a
    person least. Nobody has to run the other ways.

    A unit that reads the file that it writes brings it on, and is no way of its own. Names with
    parts that vary stand for many files, of which each unit may make others.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
        seeds: of the units.
        levels: how each unit comes to run.
    """
    ways: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for flow in flows:
        if not _VARYING.match(flow.written):
            ways[flow.after, flow.read, flow.written].append(flow)
    dropped: set[Flow] = set()
    for (after, _, written), found in ways.items():
        makers = [flow for flow in found if not _brings_on(owned[flow.before], written)]
        if len(makers) > 1:
            kept = _choose({flow.before for flow in makers}, after, seeds, levels)
            dropped.update(flow for flow in makers if flow.before not in kept)
    return tuple(flow for flow in flows if flow not in dropped)


def _brings_on(accesses: Iterable[Access], artifact: str) -> bool:
    """Does the unit read the file before it writes it? Accesses come as they happen."""
    return next((access.mode for access in accesses if access.artifact == artifact), "") == "read"


def _choose(
    makers: set[str], after: str, seeds: Mapping[str, Seed], levels: Mapping[str, Automation]
) -> set[str]:
    """The units that a consumer waits for."""
    groups: dict[str, set[str]] = defaultdict(set)
    for unit in makers:
        groups[_group_of(seeds[unit])].add(unit)
    own = groups.pop(_group_of(seeds[after]), set()) if _group_of(seeds[after]) else set()
    if any(_is_in_time(unit, after, seeds) for unit in own):
        return own
    makers = makers - own
    if not makers:
        return own
    alone = groups.pop("", set())
    ranks = {unit: _rank(seeds[unit], levels[unit]) for unit in makers}
    best = min(ranks.values())
    kept = {unit for unit in alone if ranks[unit] == best}
    as_good = [name for name in sorted(groups) if best in {ranks[u] for u in groups[name]}]
    return own | kept | (groups[as_good[0]] if as_good else set())


def _is_in_time(maker: str, after: str, seeds: Mapping[str, Seed]) -> bool:
    """Does the pipeline of both run the maker before what needs its file, or leave that open?"""
    if seeds[after].kind.family == StepFamily.PART:  # code says what it runs first
        return maker in _before(after, seeds)
    return after not in _before(maker, seeds)


def _before(unit: str, seeds: Mapping[str, Seed]) -> set[str]:
    """The steps that its pipeline declares to be over before a step starts."""
    found: set[str] = set()
    waiting = [unit]
    while waiting:
        seed = seeds[waiting.pop()]
        for name in seed.declared.after if seed.declared is not None else ():
            id_ = f"{seed.path}:{name}"
            if id_ in seeds and id_ not in found:
                found.add(id_)
                waiting.append(id_)
    return found


def _rank(seed: Seed, level: Automation) -> tuple[int, bool]:
    """How much a person must do for it; a part of code cannot be started without that code."""
    return _RANKS[level], seed.kind.family == StepFamily.PART


def _group_of(seed: Seed) -> str:
    """The pipeline that the step is a part of, "" for code that is started by itself."""
    if seed.declared is None:
        return ""
    is_part = seed.kind.family == StepFamily.PART
    return seed.declared.group if is_part or seed.kind.is_encoded else ""
