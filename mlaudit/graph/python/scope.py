"""Names and what they stand for."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache

from mlaudit.graph.python.values import Value
from mlaudit.model.summary import Module


@dataclass(eq=False, slots=True)
class Scope:
    """The variables of a function, class body or module, inside those of its surroundings."""

    variables: dict[str, Value] = field(default_factory=dict)
    parent: Scope | None = None
    outer: dict[str, Scope] = field(default_factory=dict)

    def find(self, name: str) -> Value | None:
        """The value of a name here or further out, or None."""
        scope: Scope | None = self
        while scope is not None:
            value = scope.variables.get(name)
            if value is not None:
                return value
            scope = scope.parent
        return None

    def bind(self, name: str, value: Value) -> None:
        """Give a name its value, in the scope that a `global` or `nonlocal` names."""
        target = self.outer.get(name, self) if self.outer else self
        target.variables[name] = value


@dataclass(eq=False, slots=True)
class ModuleScope:
    """A module of the scanned tree while it is evaluated.

    Attributes:
        module: its summary.
        name: what `__name__` is ("__main__" for the entry).
        scope: its variables.
        complete: its top level has been evaluated to the end.
        stars: libraries all of whose names it imports.
    """

    module: Module
    name: str
    scope: Scope = field(default_factory=Scope)
    complete: bool = False
    stars: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """Of the file, "" at the root."""
        return _folder_of(self.module.path)


@lru_cache(maxsize=1 << 12)
def _folder_of(path: str) -> str:
    return posixpath.dirname(path)
