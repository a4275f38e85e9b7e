"""Where a class has its members from."""

from __future__ import annotations

from mlaudit.graph.python.values import ClassValue, ExternalValue, Value, options_of

_MAPPINGS = frozenset({"dict", "collections.OrderedDict", "collections.UserDict", "typing.Dict"})
_MAX_BASES = 100
"""Most classes of one line of descent."""


def linearise(class_: ClassValue) -> list[Value]:
    """The class and its bases in the order in which members are looked up.

    A base that several classes share comes after all of these, as in Python's own order.
    """
    if not class_.line:
        class_.line.extend(_list_bases(class_))
    return class_.line


def _list_bases(class_: ClassValue) -> list[Value]:
    found: list[Value] = []
    waiting: list[Value] = [class_]
    while waiting and len(found) < _MAX_BASES:
        current = waiting.pop(0)
        if current is not class_ or not found:
            found.append(current)
            if isinstance(current, ClassValue):
                waiting = [o for b in current.bases for o in options_of(b)] + waiting
    return [base for number, base in enumerate(found) if base not in found[number + 1 :]]


def external_bases(class_: ClassValue) -> list[str]:
    """Qualified names of the classes from outside that a class derives from."""
    return [base.name for base in linearise(class_) if isinstance(base, ExternalValue)]


def find_in_class(
    class_: ClassValue, name: str, after: ClassValue | None = None
) -> tuple[Value, ClassValue] | None:
    """A class member and the class that has it; with `after`, searched behind that class."""
    seen = after is None
    for base in linearise(class_):
        if seen and isinstance(base, ClassValue) and name in base.namespace:
            return base.namespace[name], base
        seen = seen or base is after
    return None


def is_mapping_class(class_: ClassValue | None) -> bool:
    """Does the class derive from `dict`?"""
    return class_ is not None and any(base in _MAPPINGS for base in external_bases(class_))


def is_tuple(class_: ClassValue) -> bool:
    """Are the objects of the class tuples of their fields (`NamedTuple`)?"""
    names = (getattr(base, "name", "") for base in class_.bases)
    return any(name.endswith(".NamedTuple") for name in names)
