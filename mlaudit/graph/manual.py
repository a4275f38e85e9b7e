"""Where registered manual steps stand among the others: what they must come before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mlaudit.graph.flows import find_flows
from mlaudit.graph.seeds import Seed
from mlaudit.model.facts import Facts
from mlaudit.model.vocabulary import Role
from mlaudit.model.workflow import Access, Order


def order_manual(
    seeds: Mapping[str, Seed], owned: Mapping[str, tuple[Access, ...]]
) -> tuple[Order, ...]:
    """The orders of manual steps, by what they make and need and by the names that they give.

    Args:
        seeds: all steps.
        owned: what each unit reads and writes itself.
    """
    found = {(o.before, o.after, o.artifact): o for o in _order_by_data(seeds, owned)}
    for id_, seed in _manual(seeds).items():
        manual = seed.declared.manual if seed.declared is not None else None
        for name in manual.before if manual is not None else ():
            for other in _named(seeds, name, id_):
                found.setdefault((id_, other, None), _order(seeds, id_, other, id_))
        for name in manual.after if manual is not None else ():
            for other in _named(seeds, name, id_):
                found.setdefault((other, id_, None), _order(seeds, other, id_, id_))
    return tuple(found[key] for key in sorted(found, key=lambda key: (*key[:2], key[2] or "")))


def find_anchors(
    seeds: Mapping[str, Seed], facts: Mapping[str, Facts]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What links to headings end in, of the documents that manual steps name."""
    found = {}
    for seed in _manual(seeds).values():
        manual = seed.declared.manual if seed.declared is not None else None
        document = manual.document if manual is not None else None
        if document is not None and document[0] in facts:
            found[document[0]] = facts[document[0]].anchors
    return tuple(sorted(found.items()))


def _manual(seeds: Mapping[str, Seed]) -> dict[str, Seed]:
    return {
        id_: seed
        for id_, seed in seeds.items()
        if seed.role == Role.PIPELINE and seed.declared is not None and seed.declared.manual
    }


def _order_by_data(
    seeds: Mapping[str, Seed], owned: Mapping[str, tuple[Access, ...]]
) -> Iterator[Order]:
    declared = {id_: seed.declared for id_, seed in _manual(seeds).items()}
    made = [(id_, item.path) for id_, step in declared.items() if step for item in step.writes]
    needed = [(id_, item.path) for id_, step in declared.items() if step for item in step.reads]
    for flow in find_flows(made, [*_ends(owned, "read"), *needed]):
        yield _order(seeds, flow.before, flow.after, flow.before, flow.read)
    for flow in find_flows(_ends(owned, "write"), needed):
        yield _order(seeds, flow.before, flow.after, flow.after, flow.read)


def _ends(owned: Mapping[str, tuple[Access, ...]], mode: str) -> Iterator[tuple[str, str]]:
    for unit, accesses in owned.items():
        yield from ((unit, access.artifact) for access in accesses if access.mode == mode)


def _order(
    seeds: Mapping[str, Seed], before: str, after: str, by: str, artifact: str | None = None
) -> Order:
    evidence = ("documented", "data-flow") if artifact is not None else ("documented",)
    return Order(before, after, evidence, artifact, seeds[by].place)


def _named(seeds: Mapping[str, Seed], name: str, by: str) -> Iterable[str]:
    """The steps that a name stands for: an id, else the name of steps of the pipeline."""
    if name in seeds:
        return (name,)
    return sorted(
        id_
        for id_, seed in seeds.items()
        if seed.name == name and seed.role == Role.PIPELINE and id_ != by
    )
