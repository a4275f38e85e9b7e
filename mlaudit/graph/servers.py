"""Which units are services."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.graph.performance import Performance


def find_servers(performances: Mapping[str, Performance]) -> dict[str, bool]:
    """The units that serve requests, and whether each stands for its service.

    Several targets may start one service, alone or with others; the one that starts the least
    stands for it.
    """
    services = {
        unit: frozenset(e.place for e in performance.effects if e.kind == "serve")
        for unit, performance in performances.items()
    }
    found: list[str] = []
    for unit in sorted(services, key=lambda unit: (len(services[unit]), unit)):
        if services[unit] and not any(services[other] <= services[unit] for other in found):
            found.append(unit)
    return {unit: unit in found for unit in sorted(services) if services[unit]}
