"""Files that a pipeline owns: what else writes them is another way to them, not the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Flow

_OWNING = frozenset({StepKind.DVC_STAGE, StepKind.SNAKEMAKE_RULE})


def drop_other_ways(
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    kinds: Mapping[str, StepKind],
) -> tuple[Flow, ...]:
    """The flows without those from code outside a pipeline into a file that a stage of it makes.

    DVC and Snakemake allow one stage for each output, and a consumer gets what that stage makes.
    A script that can write the same file besides is not what the consumer waits for.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
        kinds: kind of each unit.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for unit, accesses in owned.items():
        if kinds[unit] in _OWNING:
            for access in accesses:
                if access.mode == "write":
                    owners[access.artifact].add(unit)
    return tuple(
        flow
        for flow in flows
        if kinds[flow.before] in _OWNING or not owners[flow.written] - {flow.after}
    )
