"""Which units are services."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mlaudit.graph.performance import Performance
from mlaudit.model.workflow import Flow


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


def drop_between_servers(flows: tuple[Flow, ...], servers: Collection[str]) -> tuple[Flow, ...]:
    """The flows without those between services that each take in what the other writes.

    They go on running side by side and share a log or a cache; neither waits for the other.
    """
    pairs = {(flow.before, flow.after) for flow in flows}
    return tuple(
        flow
        for flow in flows
        if not ({flow.before, flow.after} <= set(servers) and (flow.after, flow.before) in pairs)
    )
