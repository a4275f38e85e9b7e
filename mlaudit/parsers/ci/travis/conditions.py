"""Conditions `if: type = cron AND branch = main`, as far as events tell.

Source: https://docs.travis-ci.com/user/conditions-v1
"""

from __future__ import annotations

import re

from mlaudit.model.vocabulary import TriggerKind
from mlaudit.patterns import lazy_regex

_TYPES = {
    TriggerKind.PUSH: "push",
    TriggerKind.TAG: "push",
    TriggerKind.PULL_REQUEST: "pull_request",
    TriggerKind.SCHEDULE: "cron",
}
_TYPE = lazy_regex(r"type\s*(=|!=|IN|NOT IN)\s*\(?([\w\s,]+)\)?", re.IGNORECASE)
_TAG = lazy_regex(r"tag\s+(IS NOT|IS)\s+(present|blank)|tag\s*(=~|=)\s*\S+", re.IGNORECASE)
_SIGNS = lazy_regex(r"(?<!\s)\s+(AND|OR)\s+|(?<!\s)\s*(&&|\|\|)\s*", re.IGNORECASE)
_BRANCH = lazy_regex(r"branch\s*(?:=~|=|IN)\s*\(?([^\s()&|]+)\)?", re.IGNORECASE)


def may_run(condition: str, kind: TriggerKind) -> bool | None:
    """Whether a condition holds on an event; None where that cannot be told."""
    plain = condition.strip()
    if "(" in plain.replace("IN (", "").replace("in (", ""):
        return None  # groups are not read
    parts = [part for part in _SIGNS.split(plain) if part is not None]
    whole = "or" if any(part.lower() in ("or", "||") for part in parts[1::2]) else "and"
    found = [_term(part, kind) for part in parts[::2]]
    decisive = whole == "or"
    return decisive if decisive in found else None if None in found else not decisive


def branch_of(condition: str) -> str:
    """The branch that a condition names, "" for any."""
    match = _BRANCH.search(condition)
    return match[1] if match else ""


def mentions_schedule(condition: str) -> bool:
    """Whether a condition speaks of schedules, which are set in the project."""
    return bool(re.search(r"\bcron\b", condition))


def mentions_tag(condition: str) -> bool:
    """Whether a condition speaks of tags."""
    return bool(re.search(r"\btag\b", condition))


def _term(term: str, kind: TriggerKind) -> bool | None:
    if match := _TYPE.fullmatch(term.strip()):
        names = {name.strip() for name in match[2].split(",")}
        return (_TYPES.get(kind, "api") in names) == (match[1].upper() in ("=", "IN"))
    if match := _TAG.fullmatch(term.strip()):
        if match[3]:
            return None if kind == TriggerKind.TAG else False
        wanted = (match[1].upper() == "IS") == (match[2].lower() == "present")
        return (kind == TriggerKind.TAG) == wanted
    if _BRANCH.fullmatch(term.strip()):
        return False if kind == TriggerKind.TAG else None
    return None
