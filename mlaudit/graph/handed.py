"""Files that a job of continuous integration takes in: it has them, and does not make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.model.graph import reach
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Access, Flow


def is_handed(access: Access) -> bool:
    """Does a file declare that the step unpacks there what another one has handed over?"""
    return (access.mode, access.evidence, access.via) == ("write", "declared", "download")


def drop_handed(
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    kinds: Mapping[str, StepKind],
    started: Mapping[str, Iterable[str]],
) -> tuple[Flow, ...]:
    """The flows without those out of jobs that were only handed the file.

    A job has a checkout of its own, so what it takes in is there for what it starts alone; and
    for that, too, the file comes from whoever makes it, where that is known.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
        kinds: kind of each unit.
        started: the steps that each step starts.
    """
    handed = {
        unit: {a.artifact for a in accesses if a.mode == "write"}
        - {a.artifact for a in accesses if a.mode == "write" and not is_handed(a)}
        for unit, accesses in owned.items()
        if kinds[unit].family == StepFamily.JOB and any(map(is_handed, accesses))
    }
    if not handed:
        return flows
    made = {(f.after, f.read) for f in flows if f.written not in handed.get(f.before, ())}
    inside = {unit: reach((unit,), dict(started)) for unit in handed}
    return tuple(
        flow
        for flow in flows
        if flow.written not in handed.get(flow.before, ())
        or (flow.after in inside[flow.before] and (flow.after, flow.read) not in made)
    )
