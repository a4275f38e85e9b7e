"""Tells what one command does, given its words."""

from __future__ import annotations

import re

from mlaudit.catalog.command_models import knows_program, match_command
from mlaudit.graph.commands.archives import ARCHIVERS
from mlaudit.graph.commands.builtins import BUILTINS
from mlaudit.graph.commands.containers import run_container_tool
from mlaudit.graph.commands.databases import DATABASE_SHELLS
from mlaudit.graph.commands.declared import start_declared
from mlaudit.graph.commands.editing import EDITORS
from mlaudit.graph.commands.interpreters import (
    SHELLS,
    run_path,
    run_python,
    run_shell,
)
from mlaudit.graph.commands.iteration import ITERATORS
from mlaudit.graph.commands.languages import HOSTS, run_other_language
from mlaudit.graph.commands.launchers import find_python, is_interpreter
from mlaudit.graph.commands.model_servers import MODEL_SERVERS
from mlaudit.graph.commands.notebooks import NOTEBOOK_RUNNERS
from mlaudit.graph.commands.paths import is_hole
from mlaudit.graph.commands.runners import RUNNERS
from mlaudit.graph.commands.services import SERVERS
from mlaudit.graph.commands.state import DEPTH_BOUND, ShellState
from mlaudit.graph.commands.tools import apply_model
from mlaudit.patterns import lazy_regex

_ASSIGNMENT = lazy_regex(r"[A-Za-z_]\w*=")
_POWERSHELL = lazy_regex(r"\{env\}:(\w+)\s*=\s*(.*)")
_SPECIAL = {
    **BUILTINS,
    **ARCHIVERS,
    **DATABASE_SHELLS,
    **EDITORS,
    **HOSTS,
    **ITERATORS,
    **NOTEBOOK_RUNNERS,
    **RUNNERS,
    **SERVERS,
}


def perform(state: ShellState, words: list[str]) -> None:
    """Record what a command does; wrappers and functions lead to further commands."""
    if state.depth >= DEPTH_BOUND:
        state.give_up()
        return
    outer, state.depth = state.assigned, state.depth + 1
    try:
        rest = _take_assignments(state, words)
        if rest:
            _perform_command(state, rest)
    finally:
        state.assigned, state.depth = outer, state.depth - 1


def knows(program: str) -> bool:
    """Whether a word names a program that has a meaning of its own here."""
    known = program in _SPECIAL or program in MODEL_SERVERS or program in SHELLS
    return known or knows_program(program)


def _take_assignments(state: ShellState, words: list[str]) -> list[str]:
    """Take `NAME=value` words off the front (`env A=1 python …`, `$env:A = 1` of PowerShell)."""
    setting = _POWERSHELL.match(" ".join(words[:3]))
    if setting is not None:
        state.variables[setting[1]] = setting[2]
        state.exported = (*state.exported, setting[1])
        return []
    for index, word in enumerate(words):
        if not _ASSIGNMENT.match(word):
            return words[index:]
        name, _, value = word.partition("=")
        state.assigned = (*state.assigned, (name, value))
    return []


def _perform_command(state: ShellState, words: list[str]) -> None:
    first = words[0]
    if first.startswith("-"):
        return
    if first in state.functions:
        _call_function(state, words)
        return
    words = [_program_name(first), *words[1:]]
    server = MODEL_SERVERS.get(words[0])
    if server is not None and server(state, words):
        start_declared(state, words)  # what its files tell it to load
        return
    if words[0] in _SPECIAL:
        _SPECIAL[words[0]](state, words)
    elif start_declared(state, words):
        matched = match_command(words)  # what the tool does beside starting steps
        if matched is not None:
            apply_model(state, matched)
    elif is_interpreter(first) or _is_unknown_interpreter(words):
        run_python(state, words)
    elif words[0] in SHELLS:
        run_shell(state, words)
    elif not run_container_tool(state, words):
        _perform_program(state, words)


def _perform_program(state: ShellState, words: list[str]) -> None:
    if run_other_language(state, words):
        return
    matched = match_command(words)
    if matched is not None:
        apply_model(state, matched)
    elif is_hole(words[0]):
        if len(words) > 1:
            state.fail(words[0], "read", "command")
    elif not run_path(state, words) and re.match(r"[A-Za-z_{]", words[0]):
        _run_program(state, words)


def _run_program(state: ShellState, words: list[str]) -> None:
    """A program that nobody described; Python code among its words is what it starts."""
    inner = find_python(words) or []
    starts = [word for word in inner[1:] if not word.startswith("-") or word == "-m"]
    if starts and (starts[0] == "-m" or starts[0].endswith(".py")):
        perform(state, inner)
        words = words[: len(words) - len(inner)]
    state.run("program", words[0], tuple(words[1:]))


def _program_name(word: str) -> str:
    """The program that a word names: the folder of an installed one and `.exe` are taken off."""
    folder, slash, base = word.replace("\\", "/").rpartition("/")
    base = base.removesuffix(".exe")
    if not slash:
        return base
    installed = folder.startswith(("/", "~", "{")) or folder.endswith(("/bin", "/Scripts"))
    return base if installed and knows(base) else word


def _is_unknown_interpreter(words: list[str]) -> bool:
    """`$PY_CONDA train.py`: a variable before a Python file can only be an interpreter."""
    return (
        is_hole(words[0])
        and len(words) > 1
        and (words[1].endswith(".py") or words[1] == "-m" or words[1] == "-c")
    )


def _call_function(state: ShellState, words: list[str]) -> None:
    outer, place = state.arguments, state.place
    state.arguments = tuple(words[1:])
    body = state.functions[words[0]]
    state.engine.evaluate(state, body)
    state.arguments, state.place = outer, place
