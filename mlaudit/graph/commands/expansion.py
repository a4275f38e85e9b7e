"""Words to text: variables, substitutions and holes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from mlaudit.graph.commands.operations import apply_operation
from mlaudit.graph.commands.paths import ROOT, absolute, hole, is_hole
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.shell import Hole, Literal, Script, Substitution, Variable, Word, WordPart
from mlaudit.model.vocabulary import UnresolvedReason

Substitute: TypeAlias = Callable[[ShellState, Script], str]
"""Gives the output of a command substitution."""

_ROOT_VARIABLES = frozenset(
    {
        "GITHUB_WORKSPACE",
        "CI_PROJECT_DIR",
        "WORKSPACE",
        "BUILD_SOURCESDIRECTORY",
        "CIRCLE_WORKING_DIRECTORY",
        "TRAVIS_BUILD_DIR",
        "BITBUCKET_CLONE_DIR",
    }
)
"""Variables by which CI systems name the folder of the checkout."""


def expand_words(state: ShellState, words: Iterable[Word], substitute: Substitute) -> list[str]:
    """The words of a command after expansion and splitting."""
    expanded: list[str] = []
    for word in words:
        whole = bool(expanded) and expanded[-1] in ("-c", "-lc", "-ec", "-exc")
        expanded += _fields(state, word, substitute, whole)
    return expanded


def expand(state: ShellState, word: Word, substitute: Substitute) -> str:
    """The text of one word that is not split: an assigned value, the target of a redirection."""
    return "".join(_text(state, part, substitute) for part in word.parts)


def _fields(state: ShellState, word: Word, substitute: Substitute, whole: bool) -> list[str]:
    if len(word.parts) == 1 and not isinstance(word.parts[0], Literal):
        part = word.parts[0]
        if isinstance(part, Variable) and part.name in ("@", "*") and part.default is None:
            return list(_positional(state, part.operation))
        text = _text(state, part, substitute)
        # Quotes around a variable leave no trace, so a value with blanks counts as a list.
        return [text] if whole else text.split()
    return [expand(state, word, substitute)]


def _positional(state: ShellState, operation: str) -> tuple[str, ...]:
    """`$@`, and `${@:2}` for those from the second on."""
    bounds = operation.lstrip(":").strip().split(":")
    if not operation.startswith(":") or not all(bound.isdigit() for bound in bounds):
        return state.arguments
    first = max(int(bounds[0]) - 1, 0)
    last = first + int(bounds[1]) if len(bounds) > 1 else None
    return state.arguments[first:last]


def _text(state: ShellState, part: WordPart, substitute: Substitute) -> str:
    if isinstance(part, Literal):
        return part.text
    if isinstance(part, Variable):
        return variable_value(state, part, substitute)
    if isinstance(part, Substitution):
        return substitute(state.subshell(), part.script)
    text = hole(part.text)
    if "." in text and text[1:-1] in state.variables:
        # No variable of a shell has such a name: it is the input of a template (`inputs.city`).
        return state.variables[text[1:-1]]
    state.record.origins.setdefault(text[1:-1], _reason_of_hole(part))
    return text


def _reason_of_hole(part: Hole) -> UnresolvedReason:
    if part.text.startswith("$((") or part.text.startswith("$["):
        return UnresolvedReason.DATA
    return UnresolvedReason.TEMPLATE


def variable_value(state: ShellState, variable: Variable, substitute: Substitute) -> str:
    """The value of `$name` with its operation; a hole of that name where it is unknown."""
    value = _plain_value(state, variable.name)
    unset = value is None or value == ""
    if variable.default is not None:
        if unset or value == "{" + variable.name + "}":
            return expand(state, variable.default, substitute)
        return value or ""
    if unset and variable.operation.startswith((":+", "+")):
        return ""
    if value is None:
        value = hole(variable.name)
    if is_hole(value) and variable.operation.startswith("["):
        return value
    changed = apply_operation(variable.operation, value)
    return hole(variable.name) if changed is None else changed


def _plain_value(state: ShellState, name: str) -> str | None:
    if name in ("@", "*"):
        return " ".join(state.arguments)
    if name == "0" or name == "BASH_SOURCE":
        return state.variables.get(name, state.script_path())
    if name.isdigit():
        index = int(name) - 1
        return state.arguments[index] if index < len(state.arguments) else None
    if name in state.variables:
        return state.variables[name]
    if name == "PWD":
        return absolute(".", state.directory)
    if name == "OLDPWD":
        return absolute(state.previous, ".") if state.previous else None
    if name == "HOME":
        return "~"
    return ROOT if name in _ROOT_VARIABLES else None
