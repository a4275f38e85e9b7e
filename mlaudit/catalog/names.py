"""One name for each library object: re-exports and older names are resolved here."""

from __future__ import annotations

from functools import cache

from mlaudit.catalog.data import read_index


@cache
def canonical_name(qualified: str) -> str:
    """The name under which the catalogue knows a qualified name.

    The longest dotted prefix with an alias is replaced, until nothing changes.
    """
    name = qualified
    for _ in range(8):
        renamed = _rename(name)
        if renamed == name:
            break
        name = renamed
    return name


@cache
def _heads() -> frozenset[str]:
    return frozenset(old.partition(".")[0] for old in read_index()["aliases"])


def _rename(name: str) -> str:
    if name.partition(".")[0] not in _heads():
        return name
    aliases = read_index()["aliases"]
    prefix = name
    while prefix:
        new = aliases.get(prefix)
        if new is not None:
            return f"{new}{name[len(prefix) :]}".lstrip(".")
        prefix = prefix.rpartition(".")[0]
    return name
