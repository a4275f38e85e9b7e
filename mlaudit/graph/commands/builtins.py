"""Commands that act on the shell itself."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from mlaudit.graph.commands.arguments import split_arguments
from mlaudit.graph.commands.interpreters import evaluate_text, run_shell_file
from mlaudit.graph.commands.paths import change_directory, hole, is_hole
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.vocabulary import UnresolvedReason


def _change_directory(state: ShellState, words: list[str]) -> None:
    operands = [word for word in words[1:] if word not in ("-P", "-L", "--", "/d", "/D")]
    target = operands[0] if operands else "~"
    before = state.directory
    if target == "-":
        state.directory = state.previous or before
    else:
        state.directory = change_directory(before, target)
        if state.in_document and _is_checkout(state, target):
            state.directory = "."
    state.previous = before


def _is_checkout(state: ShellState, target: str) -> bool:
    """Whether a document leads into the repository itself: its first clone, or `cd <your-repo>`."""
    if is_hole(target):
        return state.reason(target[1:-1]) == UnresolvedReason.TEMPLATE
    return state.record.clones[:1] == [state.directory]


def _push_directory(state: ShellState, words: list[str]) -> None:
    state.stack.append(state.directory)
    if len(words) > 1:
        state.directory = change_directory(state.directory, words[1])


def _pop_directory(state: ShellState, words: list[str]) -> None:
    if state.stack:
        state.directory = state.stack.pop()


def _set(state: ShellState, words: list[str]) -> None:
    if "--" in words:
        state.arguments = tuple(words[words.index("--") + 1 :])
    elif len(words) == 2 and "=" in words[1]:
        # `set NAME=value` of the Windows shell.
        _export(state, words)


def _shift(state: ShellState, words: list[str]) -> None:
    count = int(words[1]) if len(words) > 1 and words[1].isdigit() else 1
    state.arguments = state.arguments[count:]


def _export(state: ShellState, words: list[str]) -> None:
    for word in words[1:]:
        if word.startswith("-"):
            continue
        name, equals, value = word.partition("=")
        if equals:
            state.variables[name] = value
        if name.isidentifier() and name not in state.exported:
            state.exported = (*state.exported, name)


def _unset(state: ShellState, words: list[str]) -> None:
    for name in words[1:]:
        state.variables.pop(name, None)
        state.functions.pop(name, None)


def _evaluate_words(state: ShellState, words: list[str]) -> None:
    evaluate_text(state, " ".join(words[1:]))


def _source(state: ShellState, words: list[str]) -> None:
    if len(words) < 2:
        return
    path = words[1]
    base = posixpath.basename(path)
    if base.startswith(("activate", "deactivate")) or base in (".bashrc", ".profile", "conda.sh"):
        return
    if base.startswith(".env") or base.endswith((".env", ".cfg", ".conf")):
        state.read(path, "source")
    else:
        run_shell_file(state, path, words[2:], same_shell=True)


_READ_VALUES = dict.fromkeys(("-p", "-n", "-t", "-d", "-u", "-N", "-i"), "value")


def _read(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words[1:], _READ_VALUES)
    for name in [*arguments.all_values("-a"), *(arguments.operands or ["REPLY"])]:
        if "{" in name:
            continue
        items = state.around.items
        state.variables[name] = items[0] if len(items) == 1 else hole(name)
        state.record.origins[name] = UnresolvedReason.DATA
    prompt = arguments.value("-p")
    fed = state.around.piped or state.around.text is not None or arguments.value("-u")
    if fed or (state.around.looping and prompt is None):
        return
    guarded = state.around.terminal_tested or arguments.value("-t") is not None
    state.effect("prompt-user", "read", detail=prompt or "", guarded=guarded)


BUILTINS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "cd": _change_directory,
    "chdir": _change_directory,
    "%cd": _change_directory,
    "Set-Location": _change_directory,
    "pushd": _push_directory,
    "popd": _pop_directory,
    "set": _set,
    "shift": _shift,
    "export": _export,
    "setenv": _export,
    "unset": _unset,
    "eval": _evaluate_words,
    "source": _source,
    ".": _source,
    "read": _read,
}
