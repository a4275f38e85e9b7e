"""Declared steps with values that a command line or the environment gives to their file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeAlias

from mlaudit.graph.seeds import Seed
from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.registry import can_settle, settle

Handed: TypeAlias = tuple[tuple[str, str], ...]
"""(name, value) of inputs; names of CI have a dot (`inputs.city`), as no variable has."""

_Key: TypeAlias = tuple[StepKind, str, str]


class Settling:
    """Asks the parser of a file what its steps are with such values; every answer is kept."""

    def __init__(self, facts: Mapping[str, Facts]) -> None:
        self._facts = facts
        self._known: dict[tuple[str, Handed, bool], dict[_Key, DeclaredStep]] = {}

    def declared(self, seed: Seed, handed: Handed) -> DeclaredStep | None:
        """The step with the values; the same as ever where its file knows none of them.

        What is known of it from elsewhere, such as where its image holds the tree, stays.
        """
        changes = self._changes(seed, handed, weak=False) if handed else {}
        return seed.declared if seed.declared is None else replace(seed.declared, **changes)

    def takes(self, seed: Seed, name: str, value: str, *, weak: bool = False) -> bool:
        """Does it change what the step is that a variable has the value?

        One of the environment counts where setting it on a command line did the same.
        """
        content = self._look_up(seed.path)
        if "." in name or (isinstance(content, Scalar) and name not in str(content.value)):
            return False
        pair = ((name, value),)
        found = self._changes(seed, pair, weak=weak)
        return bool(found) and (not weak or found == self._changes(seed, pair, weak=False))

    def _changes(self, seed: Seed, handed: Handed, *, weak: bool) -> dict[str, Any]:
        key = (seed.kind, seed.scope, seed.name)
        before = self._steps(seed.path, (), weak=False).get(key)
        after = self._steps(seed.path, handed, weak=weak).get(key)
        if before is None or after is None:
            return {}
        pairs = ((f.name, getattr(before, f.name), getattr(after, f.name)) for f in fields(after))
        return {name: new for name, old, new in pairs if new != old}

    def _steps(self, path: str, handed: Handed, *, weak: bool) -> dict[_Key, DeclaredStep]:
        key = (path, handed, weak)
        if key not in self._known:
            facts = self._facts.get(path)
            steps = (
                settle(facts, dict(handed), self._look_up, weak=weak).steps
                if facts is not None and can_settle(path)
                else ()
            )
            self._known[key] = {(step.kind, step.scope, step.name): step for step in steps}
        return self._known[key]

    def _look_up(self, path: str) -> Data | None:
        facts = self._facts.get(path)
        return facts.data if facts is not None else None
