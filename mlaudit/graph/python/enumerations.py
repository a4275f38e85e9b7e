"""Enumerations: their members, by name and by value."""

from __future__ import annotations

from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases, find_in_class
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_ENUMERATIONS = (
    "enum.Enum",
    "enum.StrEnum",
    "enum.IntEnum",
    "enum.Flag",
    "enum.IntFlag",
    "strenum.StrEnum",
    "aenum.Enum",
    "backports.strenum.StrEnum",
)
_TEXTS = ("str", "enum.StrEnum", "strenum.StrEnum", "backports.strenum.StrEnum")
"""Bases that make every member the text that is its value."""


def is_enumeration(class_: ClassValue) -> bool:
    """Does the class list its members?"""
    return any(base in _ENUMERATIONS for base in external_bases(class_))


def make_members(run: Evaluation, class_: ClassValue, site: Site) -> None:
    """Make the values in the body of an enumeration its members."""
    bases = external_bases(class_)
    is_text = any(base in _TEXTS for base in bases)
    initialiser = find_in_class(class_, "__init__")
    number = 0
    for name, value in list(class_.namespace.items()):
        if name.startswith("_") or isinstance(value, FunctionValue | ClassValue):
            continue
        number += 1
        if getattr(value, "call", "") in ("enum.auto", "strenum.auto", "aenum.auto"):
            value = Known(name.lower() if is_text else number)
        member = InstanceValue(class_, {"value": value, "name": Known(name)}, label=name)
        member.attributes["_value_"] = value
        member.text = value if is_text else None
        class_.namespace[name] = member
        if initialiser is not None:
            handed: list[Value] = [value]
            if isinstance(value, ListValue):
                handed = list(value.items)
            bound = bind_member(run, initialiser[0], member, initialiser[1], site)
            run.call(run, bound, Arguments(handed), site)


def find_member(class_: ClassValue, arguments: Arguments) -> Value:
    """`Enumeration(value)`."""
    wanted = arguments.get(0, "value")
    if isinstance(wanted, InstanceValue):
        return wanted
    for member in class_.namespace.values():
        if isinstance(member, InstanceValue) and member.attributes.get("value") == wanted:
            return member
    return unknown(UnresolvedReason.DATA, class_.name)
