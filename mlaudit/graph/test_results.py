"""What tests leave behind: nobody runs the workflow for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.graph.performance import Performance
from mlaudit.model.workflow import Access, Flow


def find_test_results(
    performances: Mapping[str, Performance],
    owned: Mapping[str, tuple[Access, ...]],
    flows: Iterable[Flow],
) -> dict[str, frozenset[str]]:
    """By unit the artifacts that a test runner writes, and what is made of nothing else.

    Args:
        performances: of the units.
        owned: the accesses of each unit.
        flows: data between units.
    """
    found: dict[str, frozenset[str]] = {}
    for unit, accesses in owned.items():
        places = {e.place for e in performances[unit].effects if e.kind == "test"}
        written = frozenset(a.artifact for a in accesses if a.mode == "write" and a.place in places)
        if written:
            found[unit] = written
    feeding: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows:
        feeding[flow.after].append(flow)
    for unit, taken in feeding.items():
        if all(flow.written in found.get(flow.before, ()) for flow in taken):
            written = frozenset(a.artifact for a in owned[unit] if a.mode == "write")
            found[unit] = found.get(unit, frozenset()) | written
    return found
