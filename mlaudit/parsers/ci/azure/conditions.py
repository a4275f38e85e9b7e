"""Expressions such as `and(succeeded(), eq(variables['Build.Reason'], 'Schedule'))`.

Source: https://learn.microsoft.com/azure/devops/pipelines/process/expressions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(r"'(?:[^']|'')*'|[A-Za-z_][\w.\-]*(?:\['[^']*'\])*|-?\d[\d.]*|[(),]")
_ITEM = lazy_regex(r"\['([^']*)'\]")
_MAXIMUM_LENGTH = 2_000
BEGINNING = "*"
"""Ends a value of which only the beginning is known."""

_ALWAYS = frozenset({"succeeded", "always", "succeededorfailed"})
FAILURES = ("failed", "canceled")
"""Functions that hold where something went wrong before: not known, unless `values` has them."""


@dataclass(slots=True)
class _Reader:
    """Evaluates tokens to texts, truth values being "true" and "false"; None is not known."""

    tokens: list[str]
    values: Mapping[str, str]
    position: int = field(default=0)

    def next(self) -> str:
        token = self.tokens[self.position] if self.position < len(self.tokens) else ""
        self.position += 1
        return token

    def read(self) -> str | None:
        token = self.next()
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self.position < len(self.tokens) and self.tokens[self.position] == "(":
            self.next()
            arguments = self.arguments()
            if token.lower() in FAILURES:
                return self.values.get(token.lower())
            return _call(token.lower(), arguments)
        if token.lower() in ("true", "false") or token[:1].isdigit() or token[:1] == "-":
            return token.lower()
        return self.values.get(key_of(token))

    def arguments(self) -> list[str | None]:
        found: list[str | None] = []
        while self.position < len(self.tokens) and self.tokens[self.position] != ")":
            found.append(self.read())
            if self.position < len(self.tokens) and self.tokens[self.position] == ",":
                self.next()
        self.next()
        return found


def key_of(reference: str) -> str:
    """The name under which the value of `variables.x`, `variables['x']`, `parameters.x` is kept.

    Names of Azure do not tell capitals from small letters.
    """
    plain = _ITEM.sub(lambda m: "." + m[1], reference).lower()
    return plain.removeprefix("variables.")


def holds(text: str, values: Mapping[str, str]) -> bool | None:
    """Whether a condition holds; None where its values do not tell.

    Args:
        text: the expression.
        values: texts by their keys, see `key_of`.
    """
    tokens = _TOKEN.findall(text[:_MAXIMUM_LENGTH])
    try:
        found = _Reader(tokens, values).read() if tokens else None
    except RecursionError:
        return None
    return None if found is None else _is_true(found)


def _is_true(text: str) -> bool:
    return text.lower() not in ("", "false", "0")


def _call(name: str, arguments: list[str | None]) -> str | None:
    if name in _ALWAYS:
        return "true"
    found = _logic(name, [None if a is None else _is_true(a) for a in arguments])
    if found is None and None not in arguments:
        texts = [a.lower() for a in arguments if a is not None]
        open_ = any(text.endswith(BEGINNING) for text in texts)
        found = _begins(name, texts) if open_ else _comparison(name, texts)
    return None if found is None else str(found).lower()


def _logic(name: str, arguments: list[bool | None]) -> bool | None:
    if name == "and":
        return False if False in arguments else None if None in arguments else True
    if name == "or":
        return True if True in arguments else None if None in arguments else False
    if name == "not" and len(arguments) == 1 and arguments[0] is not None:
        return not arguments[0]
    return None


def _begins(name: str, texts: list[str]) -> bool | None:
    """The same where only the beginning of the first text is known."""
    if len(texts) != 2 or not texts[0].endswith(BEGINNING):
        return None
    known, second = texts[0].removesuffix(BEGINNING), texts[1]
    if name == "startswith" and known.startswith(second):
        return True
    possible = second.startswith(known)
    if name == "startswith":
        possible = possible or known.startswith(second)
    found = {"eq": False, "ne": True, "startswith": False}.get(name)
    return None if possible else found


def _comparison(name: str, texts: list[str]) -> bool | None:
    if name in ("in", "notin") and texts:
        return (texts[0] in texts[1:]) == (name == "in")
    if len(texts) != 2:
        return None
    first, second = texts
    found = {
        "eq": first == second,
        "ne": first != second,
        "contains": second in first,
        "startswith": first.startswith(second),
        "endswith": first.endswith(second),
    }
    return found.get(name)
