"""What a unit writes before it reads it comes from nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.model.workflow import Access, Flow

_HALF_WRITTEN = (".tmp", ".temp", ".part", ".partial")
"""Ends the names of files that are renamed once they are complete, by whoever writes them."""


def drop_own_files(
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    kinds: Mapping[str, StepKind],
) -> tuple[Flow, ...]:
    """The flows without those into a unit that has made what it reads by then.

    Tables and indexes grow, so that others may have filled them. A job of a checkout of its own
    takes in a folder with what it has put there.

    Args:
        flows: data between units.
        owned: the accesses of each unit, as they happen.
        kinds: kind of each unit.
    """
    known: dict[str, set[str]] = {}

    def is_own(flow: Flow) -> bool:
        if flow.after not in known:
            alone = kinds[flow.after].family == StepFamily.JOB
            accesses = sorted(owned[flow.after], key=_hands_over)
            known[flow.after] = _made_before(accesses, with_folders=alone)
        return flow.read in known[flow.after]

    return tuple(flow for flow in flows if not is_own(flow))


def _grows(access: Access) -> bool:
    """Is it a store that a write only adds to, so that what others have put there stays?"""
    return access.kind in ("table", "index") or access.artifact.startswith("db:")


def _hands_over(access: Access) -> bool:
    """Does a file declare that what the step has made is kept for others? That comes last."""
    return (access.mode, access.evidence, access.via) == ("read", "declared", "upload")


def _made_before(accesses: Iterable[Access], *, with_folders: bool) -> set[str]:
    """What the unit reads only after it has written it in any case."""
    written: dict[str, bool] = {}
    read: set[str] = set()
    for access in accesses:
        if access.mode == "read":
            if not _is_written(access, written):
                read.add(access.artifact)
        elif access.artifact not in read and not _grows(access):
            written[access.artifact] = written.get(access.artifact, True) and access.sometimes
            if with_folders:
                folders = (access.artifact[:i] for i, s in enumerate(access.artifact) if s == "/")
                written.update((folder, False) for folder in folders if folder not in read)
    return set(written) - read


def _is_written(access: Access, written: Mapping[str, bool]) -> bool:
    """Is it there by then? What is only sometimes written is enough for such a read."""
    sometimes = written.get(access.artifact)
    if sometimes is None:
        return False
    return not sometimes or access.sometimes or access.artifact.endswith(_HALF_WRITTEN)
