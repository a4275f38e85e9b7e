"""References `$(params.x)` and what they stand for.

Source: https://tekton.dev/docs/pipelines/variables/
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mlaudit.model.data import Data, Table
from mlaudit.parsers.ci.substitution import Substitution
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(
    r"\$\(((?:inputs\.)?params\.[\w.-]+|params\[['\"][\w.-]+['\"]\]|workspaces\.[\w.-]+\.path"
    r"|tasks\.[\w.-]+|context\.[\w.-]+|results\.[\w.-]+|tt\.params\.[\w.-]+)\)"
)
_ITEM = lazy_regex(r"params\[['\"]([\w.-]+)['\"]\]")
_WORKSPACE = lazy_regex(r"\$\(workspaces\.[\w.-]+\.path\)")


def substitute(table: Table, values: Mapping[str, Data]) -> Table:
    """The table with the values of parameters in it; others stay as they are."""
    found = Substitution(_REFERENCE, values, key=_key).apply(table)
    return found if isinstance(found, Table) else table


def bind(definition: Data | None, given: Data | None) -> dict[str, Data]:
    """The values of the parameters of a task or a pipeline for one use of it."""
    found: dict[str, Data] = {}
    for data, key in ((find(definition, "params"), "default"), (given, "value")):
        for item in items_of(data):
            name, value = text_of(find(item, "name")), find(item, key)
            if name is not None and value is not None:
                found[f"params.{name}"] = value
    return found


def _key(reference: str) -> str:
    match = _ITEM.fullmatch(reference)
    return f"params.{match[1]}" if match else reference.removeprefix("inputs.")


def to_pattern(text: str) -> str:
    """Text for a path or a name: a workspace is the checkout, what is not known `{name}`."""
    rooted = _WORKSPACE.sub(".", text)
    return _REFERENCE.sub(lambda m: "{" + re.findall(r"[\w-]+", m[1])[-1] + "}", rooted)


def to_shell(text: str) -> str:
    """Shell code in which references are holes that shells know."""
    rooted = _WORKSPACE.sub(".", text)
    return _REFERENCE.sub(lambda m: "{{ " + re.findall(r"[\w-]+", m[1])[-1] + " }}", rooted)
