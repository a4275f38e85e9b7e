"""Files that a pipeline owns: what else writes them is another way to them, not the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import StepFamily, StepKind, Tracking
from mlaudit.model.workflow import Access, Artifact, Flow

_STORED = (Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX)


def drop_other_ways(
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    kinds: Mapping[str, StepKind],
) -> tuple[Flow, ...]:
    """The flows without those from code outside a pipeline into a file that a stage of it makes.

    Tools with stages allow one for each output, and a consumer gets what that stage makes.
    A script that can write the same file besides is not what the consumer waits for.

    Jobs start from a checkout of their own: what a job writes itself no other job hands to it.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
        kinds: kind of each unit.
    """
    owners = _owners(owned, kinds)
    return tuple(
        flow
        for flow in flows
        if (_owns(kinds[flow.before]) or not owners[flow.written] - {flow.after})
        and not _is_in_own_checkout(flow, owned, kinds)
    )


def _is_in_own_checkout(
    flow: Flow, owned: Mapping[str, tuple[Access, ...]], kinds: Mapping[str, StepKind]
) -> bool:
    if {kinds[flow.before].family, kinds[flow.after].family} != {
        StepFamily.JOB
    } or ":" in flow.read:
        return False
    return any(a.mode == "write" and a.artifact == flow.read for a in owned[flow.after])


def drop_shared_stores(
    flows: tuple[Flow, ...], owned: Mapping[str, tuple[Access, ...]]
) -> tuple[Flow, ...]:
    """The flows without those between units that both update one file or share it as a cache.

    A unit that reads a file only where it exists and then writes it works without the other.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
    """
    sharing = {
        (unit, access.artifact)
        for unit, accesses in owned.items()
        for access in accesses
        if access.mode == "read" and access.guarded
    } & {
        (unit, a.artifact)
        for unit, accesses in owned.items()
        for a in accesses
        if a.mode == "write"
    }
    return tuple(
        flow
        for flow in flows
        if not {(flow.before, flow.written), (flow.after, flow.read)} <= sharing
    )


def drop_committed_settings(flows: tuple[Flow, ...], project: Project) -> tuple[Flow, ...]:
    """The flows without those through settings that git keeps: whoever reads them can start."""
    return tuple(
        flow
        for flow in flows
        if kind_of_path(flow.read, writing=False) != "config"
        or (file := project.by_path.get(flow.read)) is None
        or file.tracking != Tracking.GIT
    )


def drop_stored_copies(
    flows: tuple[Flow, ...], kinds: Mapping[str, StepKind], artifacts: Mapping[str, Artifact]
) -> tuple[Flow, ...]:
    """The flows without those into an image from files in a folder that is stored as it is.

    `COPY data` takes what version control keeps of the folder. Its build waits only for what a
    step makes by that name.

    Args:
        flows: data between units.
        kinds: kind of each unit.
        artifacts: by id.
    """
    return tuple(
        flow
        for flow in flows
        if kinds[flow.after] != StepKind.CONTAINER_BUILD
        or flow.written == flow.read
        or not flow.written.startswith(flow.read + "/")
        or artifacts[flow.read].tracking not in _STORED
    )


def without_other_ways(
    owned: Mapping[str, tuple[Access, ...]], kinds: Mapping[str, StepKind]
) -> dict[str, tuple[Access, ...]]:
    """The accesses of each unit, without writes of code outside into what a stage makes."""
    owners = _owners(owned, kinds)
    return {
        unit: tuple(
            access
            for access in accesses
            if _owns(kinds[unit]) or access.mode != "write" or not owners[access.artifact]
        )
        for unit, accesses in owned.items()
    }


def _owns(kind: StepKind) -> bool:
    return kind.family == StepFamily.STAGE


def _owners(
    owned: Mapping[str, tuple[Access, ...]], kinds: Mapping[str, StepKind]
) -> dict[str, set[str]]:
    """The stages that write each artifact."""
    owners: dict[str, set[str]] = defaultdict(set)
    for unit, accesses in owned.items():
        if _owns(kinds[unit]):
            for access in accesses:
                if access.mode == "write":
                    owners[access.artifact].add(unit)
    return owners
