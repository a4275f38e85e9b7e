"""The class of what a call, a method, an attribute or an item gives.

A class is its qualified name; a tuple of known length is written "tuple[first, second]".
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from mlaudit.catalog.data import read_index
from mlaudit.catalog.models import ArgumentSpec
from mlaudit.catalog.names import canonical_name


@cache
def type_of_call(qualified: str, constant: str | None = None) -> str | None:
    """The class of the result of a call, or None.

    A class that the catalogue does not know gives itself: `some.library.Reader()` is a
    `some.library.Reader`; so does an alternative constructor (`Reader.from_file()`).

    Args:
        qualified: name of the function, class or method after import resolution.
        constant: the text of the argument that decides (see `deciding_argument`).
    """
    name = canonical_name(qualified)
    index = read_index()
    if name in index["choices"]:
        chosen: str | None = index["choices"][name]["types"].get(constant)
        return chosen
    known: str | None = index["returns"].get(name)
    if known is not None:
        return known
    owner, _, last = name.rpartition(".")
    owner_type = type_of_name(owner) if owner else None
    if owner_type is not None:
        found = type_of_method(owner_type, last, constant)
        if found is not None:
            return found
        if last.startswith("from_") and _is_class(owner):
            return owner
    return name if owner and _is_class(name) else None


@cache
def deciding_argument(qualified: str) -> ArgumentSpec | None:
    """The argument whose constant decides the class of the result (`boto3.client("s3")`)."""
    choice = read_index()["choices"].get(canonical_name(qualified))
    if choice is None:
        return None
    return ArgumentSpec(position=choice.get("position"), keyword=choice.get("keyword"))


@cache
def type_of_method(receiver_type: str, method: str, constant: str | None = None) -> str | None:
    """The class of the result of a method; None for what is not known."""
    owner = canonical_name(receiver_type)
    index = read_index()
    for name in lineage(owner):
        qualified = f"{name}.{method}"
        if qualified in index["choices"]:
            chosen: str | None = index["choices"][qualified]["types"].get(constant)
            return chosen
        if qualified in index["members"]:
            return _result(index["members"][qualified], owner)
    return None


@cache
def type_of_attribute(receiver_type: str, attribute: str) -> str | None:
    """The class of an attribute that is not called; None for what is not known."""
    owner = canonical_name(receiver_type)
    attributes = read_index()["attributes"]
    for wanted in (attribute, "*"):
        for name in lineage(owner):
            if f"{name}.{wanted}" in attributes:
                return _result(attributes[f"{name}.{wanted}"], owner)
    return None


@cache
def type_of_item(receiver_type: str, index: int | str | None = None) -> str | None:
    """The class of `object[index]`; an index that is no constant is None."""
    if receiver_type.startswith("tuple["):
        parts = receiver_type[len("tuple[") : -1].split(", ")
        known = isinstance(index, int) and -len(parts) <= index < len(parts)
        return parts[index] if isinstance(index, int) and known else None
    owner = canonical_name(receiver_type)
    items = read_index()["items"]
    for name in lineage(owner):
        if name in items:
            result = items[name].get("text" if isinstance(index, str) else "other")
            return _result(result, owner) if result else None
    return None


@cache
def type_of_name(qualified: str) -> str | None:
    """The class that a dotted name leads to.

    That is the class itself for a class (a class method is looked up on it), and the class of the
    object for a library's ready-made objects (`kaggle.api`) and their attributes.
    """
    name = canonical_name(qualified)
    known: str | None = read_index()["instances"].get(name)
    if known is not None:
        return known
    if _is_class(name):
        return name
    owner, _, last = name.rpartition(".")
    owner_type = type_of_name(owner) if owner else None
    return type_of_attribute(owner_type, last) if owner_type else None


@cache
def lineage(qualified: str) -> tuple[str, ...]:
    """A class and its bases as far as the catalogue knows them, nearest first."""
    found = [canonical_name(qualified)]
    while (base := _base(found[-1])) and base not in found:
        found.append(base)
    return tuple(found)


def _base(name: str) -> str | None:
    index = read_index()
    known: str | None = index["bases"].get(name)
    if known is not None:
        return known
    for pattern, base in index["patterns"].get(name.partition(".")[0], ()):
        if fnmatchcase(name, pattern):
            return str(base) or None
    return None


def _result(result: str, owner: str) -> str | None:
    return owner if result == "self" else result or None


def _is_class(name: str) -> bool:
    last = name.rpartition(".")[2]
    return last[:1].isupper() and not (last.isupper() and len(last) > 1 and "_" in last)
