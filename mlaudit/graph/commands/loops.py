"""Loops: the values that a variable takes, and what a loop changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.graph.commands.paths import hole, is_hole
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.shell import (
    Assignment,
    Branch,
    Command,
    Group,
    Script,
    ShellLoop,
    ShellNode,
    Variable,
    Word,
)
from mlaudit.model.vocabulary import UnresolvedReason

LOOP_BOUND = 64
"""Values of one loop that are looked at one by one; beyond, one pass stands for all."""


def loop_values(state: ShellState, name: str, values: list[str]) -> list[str]:
    """The values of a loop variable; a hole of its name stands for those that are unknown."""
    unknown = hole(name)
    origins = state.record.origins
    if not values:
        origins.setdefault(name, UnresolvedReason.COMMAND_LINE)
        return [unknown]
    if len(values) > LOOP_BOUND:
        origins.setdefault(name, UnresolvedReason.BOUND)
        return [unknown]
    found: dict[str, None] = {}
    for value in values:
        if is_hole(value):
            origins.setdefault(name, state.reason(value[1:-1]))
            value = unknown
        found[value] = None
    return list(found)


def forget_changing(state: ShellState, body: Script) -> None:
    """Make holes of the variables that change from one pass of a `while` to the next."""
    for name in (*_counted(state, body.nodes), *_reassigned(body)):
        if name in state.variables:
            state.variables[name] = hole(name)
            state.record.origins.setdefault(name, UnresolvedReason.DATA)


def _counted(state: ShellState, nodes: Iterable[ShellNode]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Command) and node.words and node.words[0].literal in ("[", "[["):
            for name in (name for word in node.words for name in _names_in(word)):
                if state.variables.get(name, "").lstrip("-").isdigit():
                    yield name


def _reassigned(script: Script) -> Iterator[str]:
    for node in script.nodes:
        if isinstance(node, Assignment):
            names = list(_names_in(node.value))
            positional = bool(names) and all(name.isdigit() for name in names)
            if node.value.literal is None and not positional:
                yield node.name
        elif isinstance(node, Branch):
            for body in node.bodies:
                yield from _reassigned(body)
        elif isinstance(node, ShellLoop | Group):
            yield from _reassigned(node.body)


def _names_in(word: Word) -> Iterator[str]:
    for part in word.parts:
        if isinstance(part, Variable):
            yield part.name
