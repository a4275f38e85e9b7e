"""Names that code and commands give to versions in a registry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mlaudit.graph.text.checks import names_in
from mlaudit.graph.text.statements import Walked
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.facts import Facts

ANY_ALIAS = "*"
"""Stands for names that only a run tells."""
_ADDING = frozenset({"append", "extend", "add", "insert"})
_GIVING = frozenset({"alias", "aliases"})
_OPTION = re.compile(r"--(?:alias|aliases|stage|tag)[= ]+[\"']?([\w.,-]+)|(?<!\S)-a[= ]+([\w.,-]+)")


def find_aliases(
    facts: Mapping[str, Facts], files: Mapping[str, tuple[s.Module, Walked]]
) -> frozenset[str]:
    """Every alias, stage or tag that some code or command of the project may give."""
    found = {alias for module, _ in files.values() for alias in _in_code(module.body)}
    for path in sorted(facts):
        scripts = [facts[path].script, *(run.script for st in facts[path].steps for run in st.runs)]
        for script in scripts:
            for match in _OPTION.finditer(script.text if script is not None else ""):
                found.update((match[1] or match[2]).split(","))
    return frozenset(found)


def _in_code(value: object) -> Iterator[str]:
    """`aliases=["prod"]`, `alias="prod"` and `artifact.aliases.append("prod")`."""
    if isinstance(value, e.Call):
        function = value.function
        adds = isinstance(function, e.Attribute) and function.name in _ADDING
        if adds and _GIVING.intersection(names_in(function)):
            for argument in value.arguments:
                yield from _words(argument.value)
        for argument in value.arguments:
            if argument.name in _GIVING:
                yield from _words(argument.value)
    given = value.value if isinstance(value, s.Assign) and _takes_alias(value) else None
    if given is not None:
        yield from _words(given)
    if isinstance(value, tuple):
        for part in value:
            yield from _in_code(part)
    elif hasattr(value, "__dataclass_fields__"):
        for field in value.__dataclass_fields__:
            yield from _in_code(getattr(value, field))


def _takes_alias(statement: s.Assign) -> bool:
    """Is it `version.aliases = …`?"""
    return any(isinstance(t, e.Attribute) and t.name in _GIVING for t in statement.targets)


def _words(value: e.Expression) -> Iterator[str]:
    """The texts of an argument, `ANY_ALIAS` for what is none."""
    if isinstance(value, e.Collection):
        for element in value.elements:
            yield from _words(element)
    elif isinstance(value, e.Constant):
        if isinstance(value.value, str):
            yield value.value
    else:
        yield ANY_ALIAS
