"""Joins what one unit writes with what another reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlaudit.graph.matching import is_opaque_name
from mlaudit.graph.names import NameIndex
from mlaudit.graph.registries import find_entries, is_entry
from mlaudit.model.workflow import Flow

_HERE = (".", "..")


def find_flows(
    writes: Iterable[tuple[str, str]], reads: Iterable[tuple[str, str]]
) -> tuple[Flow, ...]:
    """The data between units.

    Args:
        writes, reads: (unit, artifact) pairs.
    """
    writers: dict[str, set[str]] = defaultdict(set)
    for unit, artifact in writes:
        writers[artifact].add(unit)
    readers: dict[str, set[str]] = defaultdict(set)
    for unit, artifact in reads:
        readers[artifact].add(unit)
    found: set[Flow] = set()
    index = NameIndex(writers)
    for read, units in readers.items():
        for written, match in _matches(read, index):
            for before in writers[written]:
                found.update(
                    Flow(before, after, written, read, match) for after in units if after != before
                )
    return tuple(sorted(found, key=lambda f: (f.before, f.after, f.written, f.read)))


def _matches(read: str, written: NameIndex) -> list[tuple[str, str]]:
    if read in written:
        return [(read, "exact")]
    if is_opaque_name(read) or read in _HERE:
        return []
    entries = find_entries(read, written)
    if entries:
        return entries
    inside = [] if is_entry(read) else written.find_inside(read)
    folders = dict.fromkeys((*written.find_above(read), *inside), "directory")
    patterns = dict.fromkeys(written.find_fitting(read), "pattern")
    found = {**patterns, **folders}
    return [(n, how) for n, how in found.items() if not is_opaque_name(n) and n not in _HERE]
