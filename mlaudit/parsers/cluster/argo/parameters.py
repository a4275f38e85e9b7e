"""The values that templates of a workflow are filled with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlaudit.model.data import Data, Scalar
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.patterns import lazy_regex

_EXPRESSION = lazy_regex(r"\{\{\s*+(?:(workflow|inputs)\.parameters\.([\w.-]++)\s*+|[^{}]*+)\}\}")

Parameters = Mapping[str, str | None]
"""Names with their values; None where only a start of the workflow gives one."""


def parameters_of(data: Data | None) -> dict[str, str | None]:
    """The `parameters` of arguments or inputs, with the values that the file gives."""
    found: dict[str, str | None] = {}
    for item in items_of(find(data, "parameters")):
        name = text_of(find(item, "name"))
        if name:
            given = _plain(find(item, "value"))
            found[name] = _plain(find(item, "default")) if given is None else given
    return found


def _plain(data: Data | None) -> str | None:
    if isinstance(data, Scalar) and isinstance(data.value, bool):
        return str(data.value).lower()
    return text_of(data)


def fill(text: str, workflow: Parameters, inputs: Parameters) -> str:
    """The text with every expression whose value is known replaced by it."""

    def replace(match: re.Match[str]) -> str:
        scope = {"workflow": workflow, "inputs": inputs}.get(match[1] or "", {})
        value = scope.get(match[2] or "")
        return match[0] if value is None else value

    return _EXPRESSION.sub(replace, text) if "{{" in text else text


def named_in(text: str) -> set[str]:
    """The parameters of the workflow that a text speaks of."""
    found = _EXPRESSION.finditer(text) if "{{" in text else ()
    return {match[2] for match in found if match[1] == "workflow"}
