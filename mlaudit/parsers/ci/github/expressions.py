"""Expressions `${{ … }}` as far as the file alone tells their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_EXPRESSION = lazy_regex(r"\$\{\{(.*?)\}\}", re.DOTALL)
_REFERENCE = lazy_regex(
    r"\s*(env|matrix|(?:github\.event\.)?inputs)\.([\w.-]+)\s*(?:\|\|\s*([^|&]+?)\s*)?"
)
_INPUT = lazy_regex(r"\s*inputs\.([\w-]+)\s*")
_WORKSPACE = lazy_regex(r"\s*(?:github\.workspace|env\.GITHUB_WORKSPACE)\s*")
_LITERAL = lazy_regex(r"\s*'((?:[^']|'')*)'\s*")
_NAME = lazy_regex(r"[\w-]+")


@immutable
class Context:
    """Values that expressions of a job can refer to.

    Attributes:
        environment: of `env`, innermost last; values that hold expressions are left out.
        matrix: of one of the jobs of the matrix.
        inputs: defaults of the inputs of a dispatch, where no other workflow gives them.
        own: variables of the job that differ from one job of the matrix to the next.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    matrix: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    own: tuple[tuple[str, str], ...] = ()

    def value_of(self, scope: str, name: str) -> str | None:
        """The value of `scope.name`, or None."""
        if scope == "env":
            return self.environment.get(name)
        return (self.matrix if scope == "matrix" else self.inputs).get(name)


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
        found = context.value_of(reference[1], reference[2])
        if reference[3] and (found == "" or (found is None and reference[1].endswith("inputs"))):
            return _otherwise(reference[3], match[0], context)
        return match[0] if found is None else found

    return _EXPRESSION.sub(value, text) if "${{" in text else text


def _otherwise(code: str, whole: str, context: Context) -> str:
    """What stands behind `||`, for an input that nobody gives; the whole where it is not known."""
    if literal := _LITERAL.fullmatch(code):
        return literal[1].replace("''", "'")
    if code.strip("-.").isdigit():
        return code
    text = "${{ " + code + " }}"
    found = expand(text, context)
    return whole if found == text else found


def to_handed(text: str) -> str:
    """Text for an input that is handed on: inputs of the caller keep their whole names."""
    named = _EXPRESSION.sub(lambda m: _named_input(m[1]) or m[0], text)
    return to_pattern(named)


def _named_input(code: str) -> str:
    match = _INPUT.fullmatch(code)
    return f"{{inputs.{match[1]}}}" if match else ""


def to_pattern(text: str) -> str:
    """Text for a path or a name: what is not known becomes `{name}`."""

    def name(match: re.Match[str]) -> str:
        found = _NAME.findall(match[1])
        return "{" + (found[-1] if found else "x") + "}"

    return _EXPRESSION.sub(name, text)


def is_known(text: str) -> bool:
    """No expression is left in the text."""
    return "${{" not in text
