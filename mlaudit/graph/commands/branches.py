"""Branches: what their tests ask, and what holds after all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mlaudit.graph.commands.paths import hole, holes_of, is_hole
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.vocabulary import UnresolvedReason

_EXISTENCE_TESTS = frozenset({"-f", "-e", "-d", "-s", "-r", "-h", "-L", "-a"})


def tested_by(state: ShellState, tests: Iterable[list[str]]) -> tuple[tuple[str, ...], bool]:
    """The paths whose existence commands test, and whether they ask for a terminal."""
    paths: list[str] = []
    terminal = False
    for words in tests:
        if words[:1] == ["ls"]:
            paths += [path for word in words[1:] if (path := state.resolve(word)) is not None]
        if words[:1] not in (["["], ["[["], ["test"]):
            continue
        for flag, operand in pairwise(words):
            if flag == "-t":
                terminal = True
            elif flag in _EXISTENCE_TESTS and (path := state.resolve(operand)) is not None:
                paths.append(path)
    return tuple(paths), terminal


def join_branches(state: ShellState, ends: Sequence[ShellState]) -> None:
    """Let `state` go on as after any of the branches: a value that differs becomes a hole."""
    names: dict[str, None] = {}
    for end in ends:
        names.update(dict.fromkeys(end.variables))
        state.functions.update(end.functions)
        state.exported = tuple(dict.fromkeys(state.exported + end.exported))
    for name in names:
        values = {end.variables[name]: None for end in ends if name in end.variables}
        if state.variables.get(name):
            values[state.variables[name]] = None
        state.variables[name] = _join(state, name, list(values))
    directories = {end.directory for end in ends}
    if len(directories) == 1 and len(ends) > 1:
        state.directory = ends[0].directory


def _join(state: ShellState, name: str, values: list[str]) -> str:
    # An option that no known command line gives does not change the default beside it.
    given = [value for value in values if not _is_from_command_line(state, value)]
    if len(given) == 1:
        return given[0]
    if len(values) == 1:
        return values[0]
    text = hole(name)
    reasons = [state.reason(inner) for value in values for inner in holes_of(value)]
    state.record.origins[text[1:-1]] = (reasons or [UnresolvedReason.COMMAND_LINE])[0]
    return text


def _is_from_command_line(state: ShellState, value: str) -> bool:
    return is_hole(value) and state.reason(value[1:-1]) == UnresolvedReason.COMMAND_LINE
