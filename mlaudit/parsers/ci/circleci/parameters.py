"""References `<< parameters.x >>` and what they stand for.

Source: https://circleci.com/docs/reusing-config/
"""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.model.data import Data, Table
from mlaudit.parsers.ci.substitution import Substitution
from mlaudit.parsers.environment.values import entries_of, find
from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(r"(?<!\\)<<\s*((?:parameters|matrix|pipeline)\.[\w.-]+)\s*>>")


def substitute(data: Data, values: Mapping[str, Data]) -> Data:
    """The data with the values of `parameters.x` and the like in it; others stay as they are."""
    return Substitution(_REFERENCE, values).apply(data)


def substitute_table(table: Table, values: Mapping[str, Data]) -> Table:
    """The same for a table, which stays one."""
    found = substitute(table, values)
    return found if isinstance(found, Table) else table


def read_defaults(data: Data | None, scope: str) -> dict[str, Data]:
    """The parameters below `parameters:` that have a default, under `scope.name`."""
    found = {}
    for entry in entries_of(find(data, "parameters")):
        default = find(entry.value, "default")
        if default is not None:
            found[f"{scope}.{entry.key}"] = default
    return found


def bind(definition: Data | None, given: Data | None) -> dict[str, Data]:
    """The values of the parameters of a job, a command or an executor for one use of it."""
    values = read_defaults(definition, "parameters")
    declared = {entry.key for entry in entries_of(find(definition, "parameters"))}
    for entry in entries_of(given):
        if entry.key in declared:
            values[f"parameters.{entry.key}"] = entry.value
    return values


def is_open(text: str) -> bool:
    """A reference is left in the text."""
    return bool(_REFERENCE.search(text))


def to_pattern(text: str) -> str:
    """Text for a path or a name: what is not known becomes `{name}`."""
    return _REFERENCE.sub(lambda m: "{" + m[1].rpartition(".")[2] + "}", text)


def to_shell(text: str) -> str:
    """Shell code in which references are holes that shells know."""
    holes = _REFERENCE.sub(lambda m: f"{{{{ {m[1].rpartition('.')[2]} }}}}", text)
    return holes.replace("\\<<", "<<")
