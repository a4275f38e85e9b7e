"""What an `if:` of GitLab says of the events on which a pipeline runs.

Source: https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(
    r"\(|\)|&&|\|\||==|!=|=~|!~|\$\{?\w+\}?|\"[^\"]*\"|'[^']*'|/(?:\\.|[^/\\])*/[a-z]*|\bnull\b"
)
_WORDS = lazy_regex(r"/(\^?)\(?([\w|]+)\)?(\$?)/")
_MAXIMUM_LENGTH = 2_000


@immutable
class Known:
    """A value that is known: a text, or null."""

    text: str | None


@immutable
class Unknown:
    """A value that only a pipeline knows; `given` tells that it is not null."""

    given: bool = False


@dataclass(slots=True)
class _Reader:
    """Evaluates tokens in three values: true, false and None for what cannot be told."""

    tokens: list[str]
    values: Mapping[str, Known | Unknown]
    position: int = field(default=0)

    def next(self) -> str:
        token = self.peek()
        self.position += 1
        return token

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def alternatives(self) -> bool | None:
        found = [self.conjunction()]
        while self.peek() == "||":
            self.next()
            found.append(self.conjunction())
        return True if True in found else None if None in found else False

    def conjunction(self) -> bool | None:
        found = [self.term()]
        while self.peek() == "&&":
            self.next()
            found.append(self.term())
        return False if False in found else None if None in found else True

    def term(self) -> bool | None:
        token = self.next()
        if token == "(":
            inner = self.alternatives()
            self.next()
            return inner
        left = self.value(token)
        if self.peek() not in ("==", "!=", "=~", "!~"):
            return _is_given(left)
        operator, right = self.next(), self.next()
        same = _matches(left, right) if "~" in operator else _equals(left, self.value(right))
        return same if same is None or operator[0] == "=" else not same

    def value(self, token: str) -> Known | Unknown:
        if token.startswith("$"):
            return self.values.get(token.strip("${}"), Unknown())
        if token[:1] in ('"', "'"):
            return Known(token[1:-1])
        return Known(None) if token == "null" else Unknown()


def holds(text: str, values: Mapping[str, Known | Unknown]) -> bool | None:
    """Whether a condition holds; None where its values do not tell."""
    tokens = _TOKEN.findall(text[:_MAXIMUM_LENGTH])
    try:
        return _Reader(tokens, values).alternatives() if tokens else None
    except RecursionError:
        return None


def _is_given(value: Known | Unknown) -> bool | None:
    if isinstance(value, Known):
        return bool(value.text)
    return True if value.given else None


def _equals(left: Known | Unknown, right: Known | Unknown) -> bool | None:
    if isinstance(left, Known) and isinstance(right, Known):
        return left.text == right.text
    known = left if isinstance(left, Known) else right
    unknown = right if isinstance(left, Known) else left
    is_null = isinstance(known, Known) and known.text is None
    return False if is_null and isinstance(unknown, Unknown) and unknown.given else None


def _matches(left: Known | Unknown, pattern: str) -> bool | None:
    """Only alternatives of plain words are compared: other patterns may take for ever."""
    if not isinstance(left, Known):
        return None
    words = _WORDS.fullmatch(pattern)
    if left.text is None or words is None:
        return False if left.text is None else None
    text, options = left.text, words[2].split("|")
    if words[1] and words[3]:
        return text in options
    if words[1] or words[3]:
        return any(text.startswith(o) if words[1] else text.endswith(o) for o in options)
    return any(option in text for option in options)
