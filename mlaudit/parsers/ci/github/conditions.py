"""What an `if:` says of the events on which a job runs."""

from __future__ import annotations

import re

from mlaudit.model.data import Data, Scalar
from mlaudit.patterns import lazy_regex

_EVENT = lazy_regex(r"github\.event_name\s*(==|!=)\s*'(\w+)'")
_EVENTS = lazy_regex(r"contains\(\s*fromJSON\(\s*'(\[[^']*\])'\s*\)\s*,\s*github\.event_name\s*\)")
_TAG = lazy_regex(
    r"startsWith\(\s*github\.ref\s*,\s*'refs/tags/?[^']*'\s*\)|github\.ref_type == 'tag'"
)
_BRANCH = lazy_regex(r"github\.ref\s*==\s*'refs/heads/[^']+'|github\.ref_name\s*==\s*'[^']+'")
_FALSE = lazy_regex(r"(?:\$\{\{)?\s*false\s*(?:\}\})?", re.IGNORECASE)


def is_never(condition: Data | None) -> bool:
    """Whether the condition is the constant `false`."""
    if not isinstance(condition, Scalar):
        return False
    return condition.value is False or bool(
        isinstance(condition.value, str) and _FALSE.fullmatch(condition.value.strip())
    )


def allows(condition: Data | None, event: str) -> bool:
    """Whether the condition can hold on an event; "push-tag" stands for the push of a tag.

    Only plain comparisons joined by `&&` and `||` are read; all else is taken to be possible.
    """
    if not isinstance(condition, Scalar) or not isinstance(condition.value, str):
        return True
    text = condition.value.strip().removeprefix("${{").removesuffix("}}")
    return any(
        all(_term_allows(term, event) for term in alternative.split("&&"))
        for alternative in text.split("||")
    )


def _term_allows(term: str, event: str) -> bool:
    term = term.strip().strip("()").strip()
    name = "push" if event == "push-tag" else event
    if match := _EVENT.fullmatch(term):
        return (name == match[2]) == (match[1] == "==")
    if match := _EVENTS.fullmatch(term + ")" * (term.count("(") - term.count(")"))):
        return f'"{name}"' in match[1]
    if _TAG.fullmatch(term + ")" * (term.count("(") - term.count(")"))):
        return event not in {"push", "pull_request", "pull_request_target", "schedule"}
    if _BRANCH.fullmatch(term):
        return event not in {"push-tag", "pull_request"}
    return True
