"""What a parser is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from mlaudit.model.data import Data
from mlaudit.model.facts import Facts

Lookup: TypeAlias = Callable[[str], Data | None]
"""Gives the data of a configuration file by its path from the root, or None where there is none."""


@dataclass(frozen=True, slots=True)
class Parser:
    """Reads one source format.

    Every module under `mlaudit.parsers` that has a module-level `PARSER` is found and used;
    several parsers may claim one file, and their facts are joined.

    Attributes:
        name: of the format, as reports show it.
        claims: does this parser read the file at that path?
        parse: (path, bytes) to Facts. Never raises for any bytes: what cannot be read becomes a
            `Problem`. Depends on nothing but its arguments.
        complete: for formats whose meaning depends on the values of other files (dvc.yaml and its
            params.yaml): (facts, lookup) to the finished Facts, called when linking starts.
    """

    name: str
    claims: Callable[[str], bool]
    parse: Callable[[str, bytes], Facts]
    complete: Callable[[Facts, Lookup], Facts] | None = None
