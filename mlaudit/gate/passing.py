"""From all findings of a scan to those that are shown, and whether a build should fail."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from mlaudit.gate.settings import FailOn, GateSettings
from mlaudit.model.finding import Finding
from mlaudit.model.immutable import immutable
from mlaudit.model.report import RuleCount, ScanResult
from mlaudit.model.vocabulary import Confidence, Severity

_SEVERITIES = tuple(Severity)
_CONFIDENCES = tuple(Confidence)
_FAILING = {FailOn.NEW: ("new",), FailOn.ANY: ("new", "baselined"), FailOn.NEVER: ()}
_ASIDE = ("baselined", "ignored", "documented")


@immutable
class Verdict:
    """What the gate says.

    Attributes:
        result: of the scan, with the findings that are shown and the numbers of all others.
        failing: the findings that fail a build.
        falls_short: the proven score is below the one that is asked for.
    """

    result: ScanResult
    failing: tuple[Finding, ...]
    falls_short: bool

    @property
    def fails(self) -> bool:
        """Should a build fail?"""
        return bool(self.failing) or self.falls_short


def pass_gate(result: ScanResult, settings: GateSettings) -> Verdict:
    """Keep what is to be shown, and decide.

    Args:
        result: of the scan, with all its findings and their statuses.
        settings: what is shown, and what counts.
    """
    asked = [f for f in result.findings if _is_asked(f, settings)]
    failing = tuple(finding for finding in asked if _counts(finding, settings))
    failed = set(map(id, failing))
    shown = [f for f in asked if settings.profile.shows(f) or id(f) in failed]
    numbers = _count(asked, shown)
    narrowed = replace(
        result,
        findings=tuple(sorted(shown, key=_rank)),
        by_rule=numbers,
        told=_FAILING[settings.fail_on] or ("new",),
        hidden=sum(number.hidden for number in numbers),
        **{name: sum(getattr(number, name) for number in numbers) for name in _ASIDE},
    )
    return Verdict(narrowed, failing, _falls_short(result, settings))


def _is_asked(finding: Finding, settings: GateSettings) -> bool:
    paths = {place.path for place in finding.places} | {part.path for part in finding.parts}
    return settings.wanted(finding) and not (settings.files and paths.isdisjoint(settings.files))


def _counts(finding: Finding, settings: GateSettings) -> bool:
    """Does a build fail for it?"""
    severe = _SEVERITIES.index(finding.severity) <= _SEVERITIES.index(settings.min_severity)
    sure = _CONFIDENCES.index(finding.confidence) <= _CONFIDENCES.index(settings.min_confidence)
    return finding.status in _FAILING[settings.fail_on] and severe and sure


def _falls_short(result: ScanResult, settings: GateSettings) -> bool:
    score = result.assessment.score.proven
    return settings.min_score is not None and score is not None and score < settings.min_score


def _count(asked: Iterable[Finding], shown: Iterable[Finding]) -> tuple[RuleCount, ...]:
    visible = set(map(id, shown))
    numbers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for finding in asked:
        hidden = finding.status == "new" and id(finding) not in visible
        numbers[finding.code, finding.rule]["hidden" if hidden else finding.status] += 1
    return tuple(RuleCount(code, rule, **numbers[code, rule]) for code, rule in sorted(numbers))


def _rank(finding: Finding) -> tuple[object, ...]:
    return (
        -round(finding.points, 6),
        _SEVERITIES.index(finding.severity),
        _CONFIDENCES.index(finding.confidence),
        finding.code,
        finding.place.sort_key,
        finding.identity,
    )
