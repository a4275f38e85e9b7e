"""Commands that start other commands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlaudit.graph.commands.state import ShellState
from mlaudit.patterns import lazy_regex

_INTERPRETER = lazy_regex(
    r"(?:.*[\\/])?(?:i?python[\d.]*w?|pypy[\d.]*|py)(?:\.exe)?", re.IGNORECASE
)
_PYTHON_VARIABLE = lazy_regex(r"\{\w*(?:PY|python)\w*\}", re.IGNORECASE)
_SCRIPT = lazy_regex(r".*\.(?:py|sh|bash|ipynb)")


def is_interpreter(word: str) -> bool:
    """Whether a word names a Python interpreter: `python3.11`, `.venv/bin/python`, `$PYTHON`."""
    return bool(_INTERPRETER.fullmatch(word) or _PYTHON_VARIABLE.fullmatch(word))


def perform_inner(state: ShellState, words: Sequence[str]) -> None:
    """Perform the command that a wrapper starts.

    An option whose value the catalogue does not know would be taken for the command; where the
    first word is no program in sight and an interpreter follows, the command starts there. A
    single word with spaces is a whole command (`bsub "python train.py"`).
    """
    inner = list(words)
    if len(inner) == 1 and " " in inner[0].strip():
        from mlaudit.graph.commands.interpreters import evaluate_text

        evaluate_text(state.subshell(), inner[0])
        return
    _, _, behind = inner[0].partition(":")
    if behind and is_program(state, behind):
        inner[0] = behind  # `hatch run ENVIRONMENT:python train.py`
    if not is_program(state, inner[0]):
        inner = find_python(inner) or inner
    if inner[0].startswith("-"):
        return
    state.engine.perform(state, inner)


def find_python(words: Sequence[str]) -> list[str] | None:
    """The words from a Python interpreter on that some program is to start, or None."""
    for index, word in enumerate(words[1:], start=1):
        if is_interpreter(word):
            return list(words[index:])
    return None


def launch_python(state: ShellState, words: Sequence[str]) -> None:
    """Perform a launcher's words, of which the first Python file or `-m` module is what runs."""
    rest = list(words)
    if rest and (is_interpreter(rest[0]) or is_program(state, rest[0])):
        state.engine.perform(state, rest)
        return
    for index, word in enumerate(rest):
        if word in ("-m", "--module") or _SCRIPT.fullmatch(word):
            flag = "-m" if word == "--module" else word
            state.engine.perform(state, ["python", flag, *rest[index + 1 :]])
            return
    state.engine.perform(state, rest)


def is_program(state: ShellState, word: str) -> bool:
    """Whether a word names a program, as far as it can be told from the word."""
    return (
        is_interpreter(word)
        or word in state.functions
        or state.engine.knows(word)
        or "/" in word
        or _SCRIPT.fullmatch(word) is not None
    )
