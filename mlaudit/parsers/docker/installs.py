"""Packages that the commands of a build install."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.facts import Requirement
from mlaudit.model.place import Place
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

_WITH_VALUE = frozenset(
    [
        "-r",
        "--requirement",
        "-c",
        "--constraint",
        "-i",
        "--index-url",
        "--extra-index-url",
        "-f",
        "--find-links",
        "--trusted-host",
        "-t",
        "--target",
        "--prefix",
        "--timeout",
        "--retries",
        "--python",
        "--cache-dir",
        "--platform",
        "-n",
        "--name",
        "-p",
        "--channel",
        "--file",
        "-o",
    ]
)
_INCLUDES = frozenset({"-r", "--requirement", "-c", "--constraint", "--file"})
_WRAPPERS = frozenset({"sudo", "uv", "env", "exec", "nice"})


def walk_commands(nodes: tuple[ShellNode, ...]) -> Iterator[Command]:
    """Every simple command among `nodes` and inside them, in order."""
    for node in nodes:
        if isinstance(node, Command):
            yield node
        elif isinstance(node, Pipeline):
            yield from walk_commands(node.commands)
        elif isinstance(node, Branch):
            yield from walk_commands(node.tests.nodes)
            for body in node.bodies:
                yield from walk_commands(body.nodes)
        elif isinstance(node, (Group, ShellLoop, ShellFunction)):
            yield from walk_commands(node.body.nodes)


def find_installs(script: Script, path: str) -> tuple[list[Requirement], list[str]]:
    """(requirements, requirement files as written) of the install commands of a script.

    Packages of the operating system are named "apt:NAME".
    """
    requirements: list[Requirement] = []
    includes: list[str] = []
    for command in walk_commands(script.nodes):
        words = [word.literal for word in command.words]
        tool, rest = _find_install(words)
        if tool is None:
            continue
        names, files = _split_arguments(rest)
        includes += files
        place = Place(path, command.line)
        found = (_read(tool, name, place) for name in names)
        requirements += [requirement for requirement in found if requirement is not None]
    return requirements, includes


def _find_install(words: list[str | None]) -> tuple[str | None, list[str | None]]:
    while words and words[0] in _WRAPPERS:
        words = words[1:]
    if len(words) > 2 and words[1] == "-m" and (words[0] or "").startswith("python"):
        words = words[2:]
    program = (words[0] or "").rpartition("/")[2] if words else ""
    tool = _TOOLS.get(program) or ("pip" if program.startswith("pip3") else None)
    verbs = {"install", "add"} if program == "apk" else {"install"}
    for index, word in enumerate(words[1:], start=1):
        if word in verbs:
            return tool, words[index + 1 :]
        if word is None or not word.startswith("-"):
            break
    return None, []


_TOOLS = {
    "pip": "pip",
    "conda": "conda",
    "mamba": "conda",
    "micromamba": "conda",
    "apt-get": "apt",
    "apt": "apt",
    "apk": "apt",
    "yum": "apt",
    "dnf": "apt",
}


def _split_arguments(words: list[str | None]) -> tuple[list[str], list[str]]:
    names: list[str] = []
    files: list[str] = []
    option = ""
    for word in words:
        if option:
            files += [word] if option in _INCLUDES and word else []
            option = ""
        elif word is None:
            continue
        elif word.startswith("-"):
            name, _, value = word.partition("=")
            files += [value] if name in _INCLUDES and value else []
            option = name if name in _WITH_VALUE and not value else ""
        elif not word.startswith((".", "/", "~")):
            names.append(word)
    return names, files


def _read(tool: str, name: str, place: Place) -> Requirement | None:
    if tool == "apt":
        package, _, version = name.partition("=")
        specifier = f"=={version}" if version else ""
        return Requirement(f"apt:{package}", specifier, bool(version), place)
    if tool == "conda":
        from mlaudit.parsers.environment.conda import read_specification

        return read_specification(name, place)
    from mlaudit.parsers.environment.requirement import read_requirement

    return read_requirement(name, place)
