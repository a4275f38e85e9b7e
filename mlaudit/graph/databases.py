"""Tables of databases that are one file each: the same name in another file is another table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from mlaudit.graph.matching import is_opaque_name, same_by_pattern
from mlaudit.model.workflow import Access, Flow

_TABLE = "db:"
_Files: TypeAlias = dict[tuple[str, str], set[str]]


def drop_other_databases(
    flows: tuple[Flow, ...], owned: Mapping[str, tuple[Access, ...]]
) -> tuple[Flow, ...]:
    """The flows without those between tables of two files that only share their name.

    A call that touches a table touches the file of its database, too, where that is one file.

    Args:
        flows: data between units.
        owned: the accesses of each unit.
    """
    if not any(flow.read.startswith(_TABLE) for flow in flows):
        return flows
    files = _files_of_tables(owned)
    return tuple(
        flow
        for flow in flows
        if not flow.read.startswith(_TABLE)
        or _may_be_one(files.get((flow.before, flow.written)), files.get((flow.after, flow.read)))
    )


def _files_of_tables(owned: Mapping[str, tuple[Access, ...]]) -> _Files:
    """The files of the databases through which a unit touches a table; none where one has none."""
    found: _Files = defaultdict(set)
    unknown: set[tuple[str, str]] = set()
    for unit, accesses in owned.items():
        beside: dict[object, set[str]] = defaultdict(set)
        for access in accesses:
            if access.kind == "table" and not access.artifact.startswith(_TABLE):
                beside[access.place, access.via].add(access.artifact)
        for access in accesses:
            if access.artifact.startswith(_TABLE):
                files = beside.get((access.place, access.via))
                found[unit, access.artifact] |= files or set()
                if not files:
                    unknown.add((unit, access.artifact))
    return {key: files for key, files in found.items() if key not in unknown}


def _may_be_one(first: set[str] | None, second: set[str] | None) -> bool:
    if not first or not second or any(map(is_opaque_name, first | second)):
        return True
    return any(a == b or same_by_pattern(a, b) for a in first for b in second)
