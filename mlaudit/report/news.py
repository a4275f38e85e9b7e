"""What a scan has to say, in the order in which a person with little room should see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mlaudit.model.finding import Finding
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.report.terminal.words import count

_SEVERITIES, _CONFIDENCES = tuple(Severity), tuple(Confidence)


def list_told(result: ScanResult) -> list[Finding]:
    """The findings that reports write out, worst first: new ones, unless others fail, too."""
    return worst_first(result.listed)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, confidence and points, then by place."""
    return sorted(findings, key=_rank)


def number_equals(findings: Iterable[Finding]) -> list[tuple[Finding, int]]:
    """Each finding with its number, from 0, among those of the same fingerprint, by place."""
    seen: Counter[str] = Counter()
    numbered = []
    for finding in sorted(findings, key=lambda finding: (finding.place.sort_key, finding.identity)):
        numbered.append((finding, seen[finding.fingerprint]))
        seen[finding.fingerprint] += 1
    return numbered


def tell_counts(result: ScanResult) -> str:
    """`5 new findings (2 high, 3 medium), 3 hidden by the profile, 12 in the baseline`."""
    severities = Counter(finding.severity for finding in result.new)
    listed = ", ".join(f"{severities[s]} {s.value}" for s in _SEVERITIES if severities[s])
    told = count(severities.total(), "new finding") + (f" ({listed})" if listed else "")
    return ", ".join([told, *_tell_set_aside(result)])


def _tell_set_aside(result: ScanResult) -> list[str]:
    return [
        f"{number} {word}"
        for number, word in (
            (result.hidden, "hidden by the profile"),
            (result.baselined, "in the baseline"),
            (result.ignored, "ignored"),
            (result.documented, "documented"),
            (len(result.stale), "of the baseline found no more"),
        )
        if number
    ]


def _rank(finding: Finding) -> tuple[object, ...]:
    return (
        _SEVERITIES.index(finding.severity),
        _CONFIDENCES.index(finding.confidence),
        -round(finding.points, 6),
        finding.code,
        finding.place.sort_key,
        finding.identity,
    )
