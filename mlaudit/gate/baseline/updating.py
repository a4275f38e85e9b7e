"""The entries of a baseline after a project was scanned again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mlaudit.gate.baseline.entries import (
    Baseline,
    Comparison,
    Entry,
    compare,
    entries_of,
)
from mlaudit.gate.matching import Identity
from mlaudit.model.immutable import immutable
from mlaudit.model.report import ScanResult


@immutable
class Update:
    """What is to be written, and how it came about.

    Attributes:
        entries: what is to be written.
        comparison: of the former baseline with the findings of today.
        added: how many were accepted that the former baseline did not hold.
    """

    entries: tuple[Entry, ...]
    comparison: Comparison
    added: int = 0


def accept_all(result: ScanResult, former: Baseline) -> Update:
    """Every finding of today, at any severity and confidence, and what was not seen today."""
    comparison = _compare(result, former)
    entries = _join((*comparison.kept, *comparison.new), comparison.outside)
    return Update(entries, comparison, added=len(comparison.new))


def drop_stale(result: ScanResult, former: Baseline) -> Update:
    """What is still there, under the names of today, and what was not seen today."""
    comparison = _compare(result, former)
    return Update(_join(comparison.kept, comparison.outside), comparison)


def _compare(result: ScanResult, former: Baseline) -> Comparison:
    open_ = [finding for finding in result.findings if finding.status == "new"]
    return compare(result, open_, former)


def _join(identities: Iterable[Identity], outside: Iterable[Entry]) -> tuple[Entry, ...]:
    counts = Counter(identities)
    for entry in outside:
        counts[entry.identity] += entry.count
    return entries_of(counts.elements())
