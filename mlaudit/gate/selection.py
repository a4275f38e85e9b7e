"""Which findings a person wants to see, and which of them a build should fail for."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlaudit.judge.rule import Rule
    from mlaudit.model.finding import Finding
    from mlaudit.model.report import ScanResult

_SERIOUS = ("high", "medium")
"""Severities and confidences that are enough to gate on."""


class UnknownNameError(Exception):
    """A name is neither a rule nor a family; the message says which one may be meant."""


class Profile(StrEnum):
    """How much is shown: what is certain enough to gate on, low severities too, everything."""

    DEFAULT = "default"
    STRICT = "strict"
    AUDIT = "audit"

    def shows(self, finding: Finding) -> bool:
        """Is the finding one that this profile shows?"""
        if self is Profile.AUDIT:
            return True
        severities = (*_SERIOUS, "low") if self is Profile.STRICT else _SERIOUS
        return finding.severity in severities and finding.confidence in _SERIOUS


def is_gating(finding: Finding) -> bool:
    """Is the finding new, bad enough and certain enough to fail a build for it?"""
    return (
        finding.status == "new" and finding.severity in _SERIOUS and finding.confidence in _SERIOUS
    )


def narrow(
    result: ScanResult,
    profile: Profile,
    wanted: Callable[[Finding], bool],
    files: Collection[str] = (),
) -> ScanResult:
    """The result with the findings that are asked for, most points first.

    Args:
        result: of the scan, with all its findings.
        profile: hides the others, and counts them.
        wanted: of the rules that the person chose.
        files: show findings in these files alone; all where none is given.
    """
    asked = [f for f in result.findings if wanted(f) and (not files or f.place.path in files)]
    shown = [finding for finding in asked if profile.shows(finding)]
    return replace(
        result,
        findings=tuple(sorted(shown, key=_rank)),
        hidden=result.hidden + len(asked) - len(shown),
    )


def _rank(finding: Finding) -> tuple[object, ...]:
    return (
        -round(finding.points, 6),
        ("high", "medium", "low", "info").index(finding.severity),
        ("high", "medium", "low").index(finding.confidence),
        finding.code,
        finding.place.sort_key,
        finding.identity,
    )


def choose_rules(
    rules: Iterable[Rule], select: Collection[str], ignore: Collection[str]
) -> Callable[[Finding], bool]:
    """Whether a finding is of a rule that is selected and not ignored.

    Args:
        rules: all that are installed.
        select, ignore: slugs, codes, families ("inputs") or their letters ("INP"); several in one
            word are separated by commas.

    Raises:
        UnknownNameError: a name is none of these.
    """
    names = {rule.code: _names(rule) for rule in rules}
    known = sorted(set().union(*names.values()))
    selected = _split(select, known)
    ignored = _split(ignore, known)

    def is_wanted(finding: Finding) -> bool:
        own = names.get(finding.code, {finding.code, finding.rule, finding.family})
        return (not selected or not own.isdisjoint(selected)) and own.isdisjoint(ignored)

    return is_wanted


def _names(rule: Rule) -> set[str]:
    return {rule.code, rule.slug, rule.family, rule.code[:3]}


def _split(words: Iterable[str], known: Collection[str]) -> set[str]:
    by_folded = {name.casefold(): name for name in known}
    found = set()
    for word in (part.strip() for text in words for part in text.split(",")):
        if not word:
            continue
        if word.casefold() not in by_folded:
            raise UnknownNameError(explain_unknown(word, by_folded))
        found.add(by_folded[word.casefold()])
    return found


def explain_unknown(word: str, known: Collection[str]) -> str:
    """Says that there is no such rule, and which one may be meant."""
    close = difflib.get_close_matches(word.casefold(), known, n=1)
    hint = f"; did you mean {close[0]}?" if close else "; `mlaudit rules` lists them"
    return f"there is no rule or family {word!r}{hint}"
