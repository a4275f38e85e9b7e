"""Which distributions bring which modules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from mlaudit.catalog.data import FOLDER


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    found = tomllib.loads((FOLDER / "packages.toml").read_text(encoding="utf-8"))
    return {**found, "platforms": {"names": found["platforms"]}}


def distributions_of(module: str) -> tuple[str, ...]:
    """The distributions that a module may come with, the usual one first; normalised names.

    Those whose name is that of the module, or of the package and what is imported from it
    (`google.cloud.storage`, `langchain_openai`), need no entry.
    """
    first = module.partition(".")[0]
    parts = module.split(".")
    spelt = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    known = _tables()["distributions"].get(first, [])
    return tuple(dict.fromkeys([*known, *map(_normalise, reversed(spelt))]))


def modules_brought(distributions: Iterable[str]) -> frozenset[str]:
    """The modules that come along with some distributions, directly or further on."""
    brings = _tables()["brings"]
    found: set[str] = set()
    waiting = list(distributions)
    while waiting:
        for module in brings.get(waiting.pop(), ()):
            if module not in found:
                found.add(module)
                waiting += distributions_of(module)
    return frozenset(found)


def is_of_platform(module: str) -> bool:
    """Does a platform or a program provide the module to the code that it runs?"""
    names = _tables()["platforms"]["names"]
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).strip("-").lower()
