"""Commands that start other commands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlaudit.graph.commands.state import ShellState

_INTERPRETER = re.compile(
    r"(?:.*[\\/])?(?:i?python[\d.]*w?|pypy[\d.]*|py)(?:\.exe)?", re.IGNORECASE
)
_PYTHON_VARIABLE = re.compile(r"\{\w*(?:PY|python)\w*\}", re.IGNORECASE)
_SCRIPT = re.compile(r".*\.(?:py|sh|bash|ipynb)")


def is_interpreter(word: str) -> bool:
    """Whether a word names a Python interpreter: `python3.11`, `.venv/bin/python`, `$PYTHON`."""
    return bool(_INTERPRETER.fullmatch(word) or _PYTHON_VARIABLE.fullmatch(word))


def perform_inner(state: ShellState, words: Sequence[str]) -> None:
    """Perform the command that a wrapper starts.

    An option whose value the catalogue does not know would be taken for the command; where the
    first word is no program in sight and an interpreter follows, the command starts there.
    """
    inner = list(words)
    if not _is_program(state, inner[0]):
        for index, word in enumerate(inner[1:], start=1):
            if is_interpreter(word):
                inner = inner[index:]
                break
    if inner[0].startswith("-"):
        return
    state.engine.perform(state, inner)


def launch_python(state: ShellState, words: Sequence[str]) -> None:
    """Perform a launcher's words, of which the first Python file or `-m` module is what runs."""
    rest = list(words)
    if rest and (is_interpreter(rest[0]) or _is_program(state, rest[0])):
        state.engine.perform(state, rest)
        return
    for index, word in enumerate(rest):
        if word in ("-m", "--module") or _SCRIPT.fullmatch(word):
            flag = "-m" if word == "--module" else word
            state.engine.perform(state, ["python", flag, *rest[index + 1 :]])
            return
    state.engine.perform(state, rest)


def _is_program(state: ShellState, word: str) -> bool:
    return (
        is_interpreter(word)
        or word in state.functions
        or state.engine.knows(word)
        or "/" in word
        or _SCRIPT.fullmatch(word) is not None
    )
