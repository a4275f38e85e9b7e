"""Variables that queries set, for the names of files that later queries make of them.

https://duckdb.org/docs/stable/sql/statements/set_variable: `SET VARIABLE name = value`, and
`getvariable('name')`, which leaves a hole with that name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from mlaudit.graph.python.evaluation import Evaluation
from mlaudit.graph.python.modelled_call import ModelledCall
from mlaudit.graph.python.queries import Named
from mlaudit.graph.python.text import HOLE, texts_of
from mlaudit.graph.python.values import DictValue, ListValue
from mlaudit.patterns import lazy_regex

_SET = lazy_regex(
    r"\bset\s+variable\s+(?P<name>\w+)\s*(?:=|to\b)\s*(?:'(?P<text>[^']*)'|(?P<given>\?|\$\w+))",
    re.IGNORECASE,
)
_KEPT = "variables of queries"


def note_variable(call: ModelledCall, text: str) -> None:
    """Remember the variables that a query sets, by a text or by a parameter of the call."""
    for match in _SET.finditer(text):
        value = match["text"] if match["given"] is None else _parameter(call, match["given"])
        known = _variables(call.run)
        if value is None:
            known.pop(match["name"].lower(), None)
        else:
            known[match["name"].lower()] = value


def _parameter(call: ModelledCall, given: str) -> str | None:
    values = call.arguments.get(1, "parameters")
    if isinstance(values, DictValue):
        found = values.entries.get(given.lstrip("$"))
    elif isinstance(values, ListValue) and values.items and given in ("?", "$1"):
        found = values.items[0]
    else:
        found = None
    texts = texts_of(found) if found is not None else []
    return texts[0] if len(texts) == 1 and not HOLE.search(texts[0]) else None


def with_variables(run: Evaluation, named: Named) -> Named:
    """The file with what its variables are set to."""
    if not named.is_file or "{" not in named.name or _KEPT not in run.kept:
        return named
    known = _variables(run)
    name = HOLE.sub(lambda hole: known.get(hole[0][1:-1].lower(), hole[0]), named.name)
    return replace(named, name=name)


def _variables(run: Evaluation) -> dict[str, str]:
    return cast("dict[str, str]", run.kept.setdefault(_KEPT, {}))
