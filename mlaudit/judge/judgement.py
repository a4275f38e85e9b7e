"""Applies rules to a workflow and puts what they say in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mlaudit.judge.precedence import settle
from mlaudit.judge.rule import Rule
from mlaudit.model.finding import Evidence, Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Confidence, Role, Severity

_SEVERITIES = tuple(Severity)
_CONFIDENCES = tuple(Confidence)
_DOCUMENTS = (".md", ".rst", ".txt")


@immutable
class Judgement:
    """What the rules say.

    Attributes:
        findings: worst first, then by code and place.
        failures: (code and slug, error) of rules that crashed; the others are complete.
        beaten: what is only evidence of other findings, in the same order.
        applied: codes of the rules that were applied to the end.
    """

    findings: tuple[Finding, ...]
    failures: tuple[tuple[str, str], ...] = ()
    beaten: tuple[Finding, ...] = ()
    applied: frozenset[str] = frozenset()


def judge(workflow: Workflow, rules: Iterable[Rule], late: bool = False) -> Judgement:
    """Apply rules; one that raises becomes a failure, and what it found until then counts.

    Args:
        workflow: what they look at.
        rules: all that are installed.
        late: apply those that are late, else the others.
    """
    found: list[Finding] = []
    failures: list[tuple[str, str]] = []
    applied: set[str] = set()
    for rule in (rule for rule in rules if rule.late == late):
        try:
            found.extend(rule.find(workflow))
            applied.add(rule.code)
        except Exception as error:  # a rule may come from anybody's plugin
            failures.append((f"{rule.code} {rule.slug}", f"{type(error).__name__}: {error}"))
    relevant = (finding for finding in found if _counts(finding, workflow))
    merged = sorted(merge_doubles(relevant), key=sort_key)
    settled = settle(merged, workflow)
    left = {finding.identity for finding in settled}
    beaten = tuple(finding for finding in merged if finding.identity not in left)
    worst_first = tuple(sorted(settled, key=sort_key))
    return Judgement(worst_first, tuple(failures), beaten, frozenset(applied))


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Worst and surest first, then by code, place and identity."""
    return (
        _SEVERITIES.index(finding.severity),
        _CONFIDENCES.index(finding.confidence),
        finding.code,
        finding.place.sort_key,
        finding.identity,
    )


def _counts(finding: Finding, workflow: Workflow) -> bool:
    """Does the finding stand in the project's own workflow, or in what documents it?"""
    file = workflow.project.by_path.get(finding.place.path)
    if file is None or file.role == Role.PIPELINE:
        return True
    return file.role == Role.DOCUMENTATION and file.path.lower().endswith(_DOCUMENTS)


def merge_doubles(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each identity; the places of the others become its evidence."""
    by_identity: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        by_identity.setdefault(finding.identity, []).append(finding)
    for same in by_identity.values():
        yield _merge(sorted(same, key=sort_key))


def _merge(same: list[Finding]) -> Finding:
    first = same[0]
    if len(same) == 1:
        return first
    evidence = dict.fromkeys(first.evidence)
    for other in same[1:]:
        if other.place != first.place:
            evidence[Evidence(other.place, other.message)] = None
        evidence.update(dict.fromkeys(other.evidence))
    about = tuple(dict.fromkeys(id_ for finding in same for id_ in finding.about))
    also = tuple(dict.fromkeys(place for finding in same for place in finding.places))
    parts = tuple(dict.fromkeys(part for finding in same for part in finding.parts))
    return replace(first, evidence=tuple(evidence), about=about, also=also[1:], parts=parts)
