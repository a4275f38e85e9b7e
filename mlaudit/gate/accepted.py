"""Marks the findings that a team has accepted, or that were there before a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from mlaudit.gate.baseline.entries import Baseline, Comparison, compare, move
from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult

_NAMED = 5
"""Parts of a finding that are named one by one."""
_Added: TypeAlias = list[set[int]]
"""For each finding the indices of those of its identities that are new."""


def mark_accepted(
    result: ScanResult, accepted: Baseline | None, before: Baseline | None = None
) -> ScanResult:
    """The result, in which what a baseline holds has the status "baselined".

    A finding of which some parts alone are known is new, and says which parts are. Each baseline is
    compared with all findings, so that no finding takes the entry of one that the other holds.

    Args:
        result: of the scan.
        accepted: by the team, None where that was not asked for.
        before: what was there before a change, None where nothing is compared.
    """
    open_ = [finding for finding in result.findings if finding.status == "new"]
    added: _Added = [set(range(len(finding.identities))) for finding in open_]
    stale = result.stale
    for baseline in filter(None, (accepted, before)):
        comparison = compare(result, open_, baseline)
        new = _find_added(open_, comparison, baseline.folder)
        added = [left & right for left, right in zip(added, new, strict=True)]
        if baseline is accepted:
            stale = tuple((entry.rule, entry.path, entry.subject) for entry in comparison.stale)
    origin = (before or accepted or Baseline()).origin
    marked = iter([_mark(f, indices, origin) for f, indices in zip(open_, added, strict=True)])
    return replace(
        result,
        findings=tuple(next(marked) if f.status == "new" else f for f in result.findings),
        baseline=accepted.name if accepted is not None else result.baseline,
        stale=stale,
    )


def _find_added(findings: Sequence[Finding], comparison: Comparison, folder: str) -> _Added:
    new = Counter(comparison.new)
    added: _Added = []
    for finding in findings:
        identities = [move(identity, folder) for identity in finding.identities]
        added.append({index for index, identity in enumerate(identities) if new[identity] > 0})
        new.subtract(identities[index] for index in added[-1])
    return added


def _mark(finding: Finding, added: set[int], origin: str) -> Finding:
    identities = finding.identities
    if not added:
        return replace(finding, status="baselined")
    if len(added) == len(identities):
        return finding
    names = [identities[index][-1] for index in sorted(added)]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    told = f"New since {origin}: {', '.join(names[:_NAMED])}{more}."
    return replace(finding, message=f"{told} {finding.message}")
