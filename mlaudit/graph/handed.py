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
    """The flows without those that the checkout of a job keeps apart.

    A job has a checkout of its own. What it takes in is there for what it starts alone; and for
    that, too, the file comes from whoever makes it, where that is known. What something makes
    that a job starts, the job reads from there, and not from others who could make it.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
        kinds: kind of each unit.
        started: the steps that each step starts.
    """
    jobs = [unit for unit in owned if kinds[unit].family == StepFamily.JOB]
    inside = {unit: reach((unit,), dict(started)) for unit in jobs}
    made_inside = {(f.after, f.read) for f in flows if f.before in inside.get(f.after, ())}
    handed = {unit: _handed(owned[unit]) for unit in jobs}
    made = {(f.after, f.read) for f in flows if f.written not in handed.get(f.before, ())}

    def is_kept_apart(flow: Flow) -> bool:
        if flow.written in handed.get(flow.before, ()):
            return flow.after not in inside[flow.before] or (flow.after, flow.read) in made
        return (flow.after, flow.read) in made_inside and flow.before not in inside[flow.after]

    return tuple(flow for flow in flows if not is_kept_apart(flow))


def _handed(accesses: Iterable[Access]) -> set[str]:
    """What a job writes only as others hand it over."""
    written = [access for access in accesses if access.mode == "write"]
    return {a.artifact for a in written} - {a.artifact for a in written if not is_handed(a)}
