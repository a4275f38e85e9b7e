"""Which findings a person wants to see."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from mlaudit.model.finding import Finding
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from mlaudit.judge.rule import Rule

_SERIOUS = ("high", "medium")
"""Severities and confidences that everybody should see."""
_CODE = lazy_regex(r"[a-z]{3}\d{3}")
"""A folded code, which is written in capitals."""


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


def choose_findings(select: Iterable[str], ignore: Iterable[str]) -> Callable[[Finding], bool]:
    """Whether a finding is of a rule that is selected and not ignored.

    Args:
        select, ignore: names that have been checked; all are selected where none is.
    """
    selected = {name.casefold() for name in select}
    ignored = {name.casefold() for name in ignore}

    def is_wanted(finding: Finding) -> bool:
        own = finding.names
        return (not selected or not selected.isdisjoint(own)) and ignored.isdisjoint(own)

    return is_wanted


def list_names(rules: Iterable[Rule]) -> dict[str, str]:
    """Every name of every rule and family, by its folded form, sorted."""
    spelt = {name for rule in rules for name in (rule.code, rule.slug, rule.family, rule.code[:3])}
    return {name.casefold(): name for name in sorted(spelt)}


def split_names(words: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """The names in words that a person typed, where commas separate several.

    Raises:
        UnknownNameError: a name is neither a rule nor a family.
    """
    names = [part.strip() for text in words for part in text.split(",") if part.strip()]
    for name in names:
        if name.casefold() not in known:
            raise UnknownNameError(explain_unknown(name, known))
    return tuple(names)


def explain_unknown(word: str, known: Collection[str]) -> str:
    """Says that there is no such rule, and which one may be meant."""
    close = difflib.get_close_matches(word.casefold(), known, n=1)
    near = close[0].upper() if close and _CODE.fullmatch(close[0]) else "".join(close)
    hint = f"; did you mean {near}?" if near else "; `mlaudit rules` lists them"
    return f"there is no rule or family {word!r}{hint}"
