"""Whether shell code runs nothing but what is followed, and programs that do what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mlaudit.model.shell import (
    Branch,
    Command,
    Group,
    Pipeline,
    Script,
    ShellFunction,
    ShellLoop,
    ShellNode,
)

_PLAIN = frozenset(
    {
        ".", ":", "[", "[[", "activate", "apt", "apt-get", "bunzip2", "bzip2", "cat", "cd", "chmod",
        "conda", "cp", "curl", "cut", "date", "deactivate", "echo", "env", "exit", "export",
        "false", "git", "grep", "gunzip", "gzip", "head", "ls", "mamba", "mkdir", "module", "mv",
        "pip", "pip3", "popd", "printf", "pushd", "pwd", "rm", "rmdir", "sed", "set", "sleep",
        "sort", "source", "tail", "tar", "tee", "test", "time", "touch", "tr", "true", "uniq",
        "unset", "unzip", "wait", "wc", "wget", "which", "zcat", "zip",
    }
)  # fmt: skip
"""Programs whose files all stand on their command line, where they are read."""


def is_plain(script: Script, followed: Mapping[int, int]) -> bool:
    """Does every command start code that is followed, or name all the files that it touches?

    Args:
        script: shell code.
        followed: how many starts of code there are on each line.
    """
    if script.problem is not None:
        return False
    strange = Counter(
        command.line for command in _commands(script) if _program(command) not in _PLAIN
    )
    return all(number <= followed.get(line, 0) for line, number in strange.items())


def _program(command: Command) -> str:
    """The name of the program; "" where a variable gives it."""
    word = command.words[0].literal if command.words else ":"
    return word.rpartition("/")[2] if word is not None else ""


def _commands(script: Script) -> Iterator[Command]:
    waiting: list[ShellNode] = list(script.nodes)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Command):
            yield node
        elif isinstance(node, Pipeline):
            waiting.extend(node.commands)
        elif isinstance(node, Branch):
            waiting.extend(node.tests.nodes)
            waiting.extend(inner for body in node.bodies for inner in body.nodes)
        elif isinstance(node, Group | ShellLoop | ShellFunction):
            waiting.extend(node.body.nodes)
