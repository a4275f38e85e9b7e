"""Commands that start declared steps, as the parsers of their files describe them."""

from __future__ import annotations

from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.paths import change_directory
from mlaudit.graph.commands.state import ShellState
from mlaudit.parsers.base import Launcher
from mlaudit.parsers.registry import launchers_of


def start_declared(state: ShellState, words: list[str]) -> bool:
    """Record the start of declared steps; False where the words are no such command."""
    for launcher in launchers_of(words[0]):
        for before in launcher.before:
            if tuple(words[1 : 1 + len(before)]) == before:
                if not set(words) & set(launcher.asking):
                    _start(state, launcher, words[1 + len(before) :])
                return True
    return False


def _start(state: ShellState, launcher: Launcher, words: list[str]) -> None:
    valued = launcher.valued + launcher.file_options + launcher.folder_options
    arguments = split_arguments(words, dict.fromkeys(valued + launcher.name_options, "value"))
    operands = [word for word in arguments.operands if "=" not in word]
    settings = [word for word in arguments.operands if "=" in word]
    file = arguments.value(*launcher.file_options)
    if launcher.takes_file and operands:
        file = operands.pop(0)
    if file is not None:
        settings = ["-f", file, *settings]
    names = _named(arguments, launcher) + (operands if launcher.several else operands[:1])
    folder = arguments.value(*launcher.folder_options)
    directory = state.directory if folder is None else change_directory(state.directory, folder)
    state.run(launcher.kind.value, " ".join(names), tuple(settings), directory=directory)


def _named(arguments: Arguments, launcher: Launcher) -> list[str]:
    values = arguments.all_values(*launcher.name_options)
    return [name for value in values for name in value.split(",") if name]
