"""Expressions `${{ … }}` as far as the file alone tells their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_REFERENCE = re.compile(r"\s*(env|matrix)\.([\w-]+)\s*")
_WORKSPACE = re.compile(r"\s*(?:github\.workspace|env\.GITHUB_WORKSPACE)\s*")
_LITERAL = re.compile(r"\s*'((?:[^']|'')*)'\s*")
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Context:
    """Values that expressions of a job can refer to.

    Attributes:
        environment: of `env`, innermost last; values that hold expressions are left out.
        matrix: keys of the matrix that have one value.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    matrix: Mapping[str, str] = field(default_factory=dict)


def expand(text: str, context: Context) -> str:
    """Replace the expressions whose values are known; others stay as they are."""

    def value(match: re.Match[str]) -> str:
        inner = match[1]
        if _WORKSPACE.fullmatch(inner):
            return "."
        if literal := _LITERAL.fullmatch(inner):
            return literal[1].replace("''", "'")
        reference = _REFERENCE.fullmatch(inner)
        if reference is None:
            return match[0]
        values = context.environment if reference[1] == "env" else context.matrix
        return values.get(reference[2], match[0])

    return _EXPRESSION.sub(value, text) if "${{" in text else text


def to_pattern(text: str) -> str:
    """Text for a path or a name: what is not known becomes `{name}`."""

    def name(match: re.Match[str]) -> str:
        found = _NAME.findall(match[1])
        return "{" + (found[-1] if found else "x") + "}"

    return _EXPRESSION.sub(name, text)


def is_known(text: str) -> bool:
    """No expression is left in the text."""
    return "${{" not in text
