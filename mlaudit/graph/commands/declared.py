"""Commands that start declared steps, as the parsers of their files describe them."""

from __future__ import annotations

from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.launchers import is_program
from mlaudit.graph.commands.paths import change_directory
from mlaudit.graph.commands.settings import take_settings
from mlaudit.graph.commands.state import ShellState
from mlaudit.parsers.base import Launcher
from mlaudit.parsers.registry import launchers_of


def start_declared(state: ShellState, words: list[str]) -> bool:
    """Record the start of declared steps; False where the words are no such command."""
    for launcher in launchers_of(words[0]):
        for before in launcher.before:
            rest = words[1 + len(before) :]
            if tuple(words[1 : 1 + len(before)]) == before and _takes(state, launcher, rest):
                if not set(words) & set(launcher.asking):
                    _start(state, launcher, rest)
                return True
    return False


def _split(launcher: Launcher, words: list[str]) -> Arguments:
    valued = launcher.valued + launcher.file_options + launcher.folder_options
    valued += launcher.settings.options
    return split_arguments(words, dict.fromkeys(valued + launcher.name_options, "value"))


def _takes(state: ShellState, launcher: Launcher, words: list[str]) -> bool:
    """Is what follows the program a name, and no command of the tool?"""
    first = (_split(launcher, words).operands or [""])[0]
    if launcher.wraps and (not first or is_program(state, first)):
        return False
    return first in launcher.names if launcher.names else first not in launcher.reserved


def _start(state: ShellState, launcher: Launcher, words: list[str]) -> None:
    settings, words = take_settings(launcher.settings, words)
    if launcher.several and "--" in words:
        words = words[: words.index("--")]  # the rest is handed over
    arguments = _split(launcher, words)
    settings += arguments.all_values(*launcher.settings.options)
    operands = [word for word in arguments.operands if "=" not in word]
    settings += [word for word in arguments.operands if "=" in word]
    file = arguments.value(*launcher.file_options)
    if launcher.takes_file and operands:
        file = operands.pop(0)
        file = None if file == "." else file
        operands = operands if launcher.several else []
    if file is not None:
        settings = ["-f", file, *settings]
    names = _named(arguments, launcher) + (operands if launcher.several else operands[:1])
    folder = arguments.value(*launcher.folder_options)
    directory = state.directory if folder is None else change_directory(state.directory, folder)
    form = launcher.form or launcher.kind.value
    state.run(form, " ".join(names), tuple(settings), directory=directory)


def _named(arguments: Arguments, launcher: Launcher) -> list[str]:
    values = arguments.all_values(*launcher.name_options)
    return [name for value in values for name in value.split(",") if name]
