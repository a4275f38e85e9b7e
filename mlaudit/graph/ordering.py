"""What comes before what, and what says so."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.graph.performance import Performance
from mlaudit.graph.seeds import Seed, named_anywhere
from mlaudit.graph.units import is_off
from mlaudit.graph.ways import Ways
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Flow, Order

STRENGTH = ("declared", "prerequisite", "sequence", "documented", "mentioned")
"""Kinds of evidence for an order, strongest first."""
_Edges = dict[str, dict[str, set[str]]]


def find_orders(
    seeds: Mapping[str, Seed],
    performances: Mapping[str, Performance],
    units: frozenset[str],
    flows: Iterable[Flow],
    told: Iterable[tuple[tuple[str, ...], Place]] = (),
) -> tuple[Order, ...]:
    """Orders for every flow between units, and every order that is declared without one.

    Args:
        seeds: all steps.
        performances: what each does.
        units: ids of the units.
        flows: data between units.
        told: steps that a sentence tells a person to run in that order, and its place.
    """
    leaves = {id_: _leaves(id_, performances, units) for id_ in seeds}
    edges, places = _collect_edges(seeds, performances, leaves)
    for chain, told_at in told:
        for pair in itertools.combinations(chain, 2):
            _chain(edges["documented"], places, [leaves[id_] for id_ in pair], told_at)
    pairs: dict[tuple[str, str], str] = {}
    for flow in flows:
        pairs.setdefault((flow.before, flow.after), flow.read)
        _add_pipeline_edge(edges, seeds, flow)
    _drop_contradicted(edges)
    ways = {kind: Ways(graph) for kind, graph in edges.items()}
    mixed = Ways(_join_fixing(edges))
    orders = []
    for (before, after), artifact in pairs.items():
        evidence = tuple(k for k in STRENGTH if k in ways and ways[k].lead(before, after))
        if not {"declared", "prerequisite", "sequence"}.intersection(evidence):
            started = before in leaves[after] or after in leaves[before]
            # A path over edges of several fixing kinds fixes the order as its weakest edge does.
            evidence = ("sequence",) if started or mixed.lead(before, after) else evidence
        place = places.get((before, after))
        orders.append(Order(before, after, (*evidence, "data-flow"), artifact, place))
    for kind in STRENGTH:
        for before, afters in edges.get(kind, {}).items():
            for after in afters:
                if (before, after) not in pairs and before != after:
                    pairs[before, after] = ""
                    orders.append(Order(before, after, (kind,), None, places.get((before, after))))
    return merge_orders(orders)


def merge_orders(*found: Iterable[Order]) -> tuple[Order, ...]:
    """Orders from several sources, by their steps and what flows."""
    orders = itertools.chain.from_iterable(found)
    return tuple(
        sorted(orders, key=lambda order: (order.before, order.after, order.artifact or ""))
    )


def _join_fixing(edges: _Edges) -> dict[str, set[str]]:
    joined: dict[str, set[str]] = defaultdict(set)
    for kind in ("declared", "prerequisite", "sequence"):
        for source, targets in edges.get(kind, {}).items():
            joined[source] |= targets
    return joined


def _leaves(id_: str, performances: Mapping[str, Performance], units: frozenset[str]) -> list[str]:
    """The units that performing a step performs, in order; a unit stands for itself."""
    found: list[str] = []
    visited: set[str] = set()

    def visit(current: str) -> None:
        if current in visited:
            return
        visited.add(current)
        for started in performances.get(current, Performance()).started:
            visit(started)
        if current in units and current not in found:
            found.append(current)

    visit(id_)
    return found


def _collect_edges(
    seeds: Mapping[str, Seed],
    performances: Mapping[str, Performance],
    leaves: Mapping[str, list[str]],
) -> tuple[_Edges, dict[tuple[str, str], Place]]:
    edges: _Edges = defaultdict(lambda: defaultdict(set))
    places: dict[tuple[str, str], Place] = {}
    names = _index_names(seeds)
    starters = Counter(unit for found in leaves.values() for unit in found)
    for id_ in sorted(seeds):
        seed = seeds[id_]
        started = performances.get(id_, Performance())
        groups = _without_repeats(_group_started(started, seeds, leaves))
        if seed.kind.family == StepFamily.PART:
            groups = []  # a flow says itself which of its tasks wait for each other
        _chain(edges["sequence"], places, groups, seed.place)
        for name in seed.declared.after if seed.declared else ():
            kind = _evidence_of(seed)
            for earlier in _acting(names, seeds, seed, name, leaves):
                chain = [leaves[earlier], leaves[id_]]
                if _is_by_data(seed):  # what each of them starts beside itself has its own place
                    own = [earlier] if earlier in leaves[earlier] else leaves[earlier]
                    chain = [own, [id_] if id_ in leaves[id_] else []]
                if seed.kind == StepKind.README_COMMAND:
                    # What a later command runs once more has its place already.
                    told = _told_before(names, seeds, seed, leaves, starters)
                    ran = told.union(leaves[earlier])
                    chain = [leaves[earlier], [unit for unit in leaves[id_] if unit not in ran]]
                _chain(edges[kind], places, chain, seed.place)
    _add_documents(edges, places, seeds, leaves)
    return edges, places


def _group_started(
    performance: Performance, seeds: Mapping[str, Seed], leaves: Mapping[str, list[str]]
) -> list[list[str]]:
    """What a step starts, one group after the other.

    What starts at the same time is one group, and so is what a tool orders by its data.
    """
    found = []
    started = [id_ for id_ in performance.started if id_ in leaves]
    by_data = {id_ for id_ in started if id_ in seeds and _is_by_data(seeds[id_])}
    for key, ids in itertools.groupby(
        started, lambda id_: performance.together.get(id_) or id_ in by_data
    ):
        units = [leaves[id_] for id_ in ids]
        found += [list(itertools.chain.from_iterable(units))] if key else units
    return found


def _is_by_data(seed: Seed) -> bool:
    return seed.declared is not None and bool(seed.declared.takes or seed.declared.gives)


def _has_own_order(seed: Seed) -> bool:
    """Does what it is a part of say in which order its steps run, however it is started?"""
    return seed.kind.family == StepFamily.PART or _is_by_data(seed)


def _without_repeats(groups: Iterable[list[str]]) -> list[list[str]]:
    """What a later command runs once more (`dvc repro` and all before) has its place already."""
    seen: set[str] = set()
    found = []
    for group in groups:
        found.append([unit for unit in group if unit not in seen])
        seen.update(group)
    return found


def _told_before(
    names: Mapping[tuple[str, str, str], list[str]],
    seeds: Mapping[str, Seed],
    seed: Seed,
    leaves: Mapping[str, list[str]],
    starters: Mapping[str, int],
) -> set[str]:
    """The units of a command that those run which a document puts before it, directly or not."""
    open_ = {unit for unit in leaves[seed.id] if starters[unit] > 1}
    ran: set[str] = set()
    visited = {seed.id}
    waiting = [seed]
    while waiting and open_:
        current = waiting.pop()
        for name in current.declared.after if current.declared else ():
            for earlier in _named(names, seeds, current, name):
                if earlier not in visited:
                    visited.add(earlier)
                    waiting.append(seeds[earlier])
                    ran.update(open_.intersection(leaves[earlier]))
        open_ -= ran
    return ran


def _drop_contradicted(edges: _Edges) -> None:
    """What says that a comes before b is wrong where something stronger says the opposite."""
    stronger: dict[str, set[str]] = defaultdict(set)
    for kind in STRENGTH:
        graph = edges.get(kind, {})
        ways = Ways(stronger)
        for before in graph:
            graph[before] = {a for a in graph[before] if not ways.lead(a, before)}
        for before, afters in graph.items():
            stronger[before] |= afters


def _chain(
    graph: dict[str, set[str]],
    places: dict[tuple[str, str], Place],
    chain: list[list[str]],
    place: Place,
) -> None:
    """Each group of units comes before the next."""
    filled = [group for group in chain if group]
    for earlier, later in itertools.pairwise(filled):
        for before in earlier:
            for after in later:
                if before != after:
                    graph[before].add(after)
                    places.setdefault((before, after), place)


def _evidence_of(seed: Seed) -> str:
    if seed.kind == StepKind.README_COMMAND or is_off(seed):
        return "documented"
    return "prerequisite" if seed.kind == StepKind.MAKE_TARGET else "declared"


def _index_names(seeds: Mapping[str, Seed]) -> dict[tuple[str, str, str], list[str]]:
    """Ids of declared steps by file, group and name; documents repeat a command."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for id_ in sorted(seeds):
        seed = seeds[id_]
        if seed.declared is not None:
            found[seed.path, seed.declared.group, seed.name].append(id_)
    return found


def _named(
    names: Mapping[tuple[str, str, str], list[str]],
    seeds: Mapping[str, Seed],
    seed: Seed,
    name: str,
) -> list[str]:
    if name.startswith(("#", "*:")):
        return sorted(other.id for other in named_anywhere(seeds.values(), name, seed))
    group = seed.declared.group if seed.declared else ""
    return names.get((seed.path, group, name)) or [name for name in (name,) if name in seeds]


def _acting(
    names: Mapping[tuple[str, str, str], list[str]],
    seeds: Mapping[str, Seed],
    seed: Seed,
    name: str,
    leaves: Mapping[str, list[str]],
) -> list[str]:
    """The steps of a name; of jobs that perform no unit (a check between two others) those before.

    What stands in a document between two commands may be anything, so it keeps them apart.
    """
    found: dict[str, None] = {}
    waiting = list(_named(names, seeds, seed, name))
    visited: set[str] = set()
    while waiting:
        current = waiting.pop(0)
        if current in visited:
            continue
        visited.add(current)
        found[current] = None
        declared = seeds[current].declared
        is_job = seed.kind.family == StepFamily.JOB
        if is_job and not leaves[current] and declared is not None:
            for before in declared.after:
                waiting += _named(names, seeds, seeds[current], before)
    return list(found)


def _add_documents(
    edges: _Edges,
    places: dict[tuple[str, str], Place],
    seeds: Mapping[str, Seed],
    leaves: Mapping[str, list[str]],
) -> None:
    """Commands of one document, read from top to bottom, at least mention an order.

    Where a command comes again (a second round, a way to start anew), its first place counts.
    """
    by_document: dict[str, list[Seed]] = defaultdict(list)
    for seed in seeds.values():
        if seed.kind == StepKind.README_COMMAND:
            by_document[seed.path].append(seed)
    for path in sorted(by_document):
        commands = sorted(by_document[path], key=lambda seed: seed.place.sort_key)
        ran = [leaves[seed.id] for seed in commands]
        # Two commands for one flow say nothing of the order in it.
        told = [
            [unit for unit in group if unit in first or not _has_own_order(seeds[unit])]
            for group, first in zip(ran, _without_repeats(ran), strict=True)
        ]
        first_at: dict[str, int] = {}
        for number, group in enumerate(told):
            for unit in group:
                first_at.setdefault(unit, number)
        for earlier, later in itertools.pairwise(filter(None, told)):
            # What both commands run (`dvc repro` twice) has no order by that.
            chain = [
                [unit for unit in earlier if unit not in later],
                [
                    unit
                    for unit in later
                    if unit not in earlier
                    and all(first_at[other] < first_at[unit] for other in earlier)
                ],
            ]
            _chain(edges["mentioned"], places, chain, commands[0].place)


def _add_pipeline_edge(edges: _Edges, seeds: Mapping[str, Seed], flow: Flow) -> None:
    """Tools that follow data order their steps by what the steps declare."""
    first, second = seeds.get(flow.before), seeds.get(flow.after)
    if first is None or second is None or not _in_one_pipeline(first, second):
        return
    written = {d.path for d in first.declared.writes} if first.declared else set()
    read = {d.path for d in second.declared.reads} if second.declared else set()
    if any(_overlap(w, r) for w in written for r in read):
        edges["declared"][flow.before].add(flow.after)


def _in_one_pipeline(first: Seed, second: Seed) -> bool:
    """Are both ordered by one tool that follows data?"""
    if not (first.kind.follows_data and second.kind.follows_data):
        return False
    groups = {seed.declared.group for seed in (first, second) if seed.declared is not None}
    return first.kind == second.kind or (len(groups) == 1 and "" not in groups)


def _overlap(written: str, read: str) -> bool:
    from mlaudit.graph.matching import same_by_pattern

    inside = read.startswith(written + "/") or written.startswith(read + "/")
    return written == read or inside or same_by_pattern(written, read)
