"""Names that code and commands give to versions in a registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.text.checks import names_in
from mlaudit.graph.text.statements import Walked
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.facts import Facts
from mlaudit.patterns import lazy_regex

_LEAVES = frozenset({str, int, bool, type(None), e.Name, e.Constant})
"""Parts of code, most of them, in which no other part stands."""
ANY_ALIAS = "*"
"""Stands for names that only a run tells."""
_ADDING = frozenset({"append", "extend", "add", "insert"})
_GIVING = frozenset({"alias", "aliases"})
_OPTION = lazy_regex(r"--(?:alias|aliases|stage|tag)[= ]+[\"']?([\w.,-]+)|(?<!\S)-a[= ]+([\w.,-]+)")


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


def _in_code(body: tuple[s.Statement, ...]) -> Iterator[str]:
    """`aliases=["prod"]`, `alias="prod"` and `artifact.aliases.append("prod")`."""
    waiting: list[object] = [body]
    while waiting:
        value = waiting.pop()
        if type(value) is tuple:
            waiting.extend(value)
            continue
        if isinstance(value, e.Call):
            yield from _given_in_call(value)
        elif isinstance(value, s.Assign) and value.value is not None and _takes_alias(value):
            yield from _words(value.value)
        fields = getattr(value, "__dataclass_fields__", ())
        parts = [getattr(value, name) for name in fields]
        waiting.extend([part for part in parts if type(part) not in _LEAVES])


def _given_in_call(call: e.Call) -> Iterator[str]:
    function = call.function
    adds = isinstance(function, e.Attribute) and function.name in _ADDING
    if adds and _GIVING.intersection(names_in(function)):
        for argument in call.arguments:
            yield from _words(argument.value)
    for argument in call.arguments:
        if argument.name in _GIVING:
            yield from _words(argument.value)


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
