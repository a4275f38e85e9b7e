"""What command-line programs do, as data: the loader of commands.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cache
from importlib import resources
from typing import Any

from mlaudit.model.immutable import immutable

ROLES = frozenset(
    {
        "read",
        "write",
        "edit",
        "delete",
        "source",
        "destination",
        "subject",
        "target",
        "skip",
        "command",
        "python",
    }
)
"""What an operand can be; a trailing `*` stands for any number of them.

A "target" is a path and a "subject" another name that the effects are about; "command" is a
command of its own and "python" one that starts with a Python file.
"""

OPTION_ROLES = frozenset(
    {
        *("read", "write", "edit", "source", "destination", "output", "directory", "subject"),
        *("value", "chdir", "command"),
    }
)
"""What the value of an option can be; "value" is one that names no artifact.

"chdir" is the folder in which the command of a wrapper runs, "command" such a command as text.
"""

EFFECTS = frozenset(
    {
        "activate",
        "build",
        "clipboard",
        "compare",
        "convert",
        "delete",
        "deploy",
        "download",
        "eval",
        "format",
        "git-commit",
        "git-push",
        "git-tag",
        "install",
        "label",
        "lint",
        "log",
        "login",
        "mkdir",
        "move",
        "notify",
        "open-notebook",
        "open-ui",
        "prompt-user",
        "publish",
        "query",
        "register",
        "remote",
        "schedule",
        "serve",
        "submit",
        "test",
        "track",
        "train",
        "transfer",
        "upload",
        "validate",
        "wait",
    }
)
"""Effects of commands; "transfer" becomes download or upload by the sides of the copy."""


@immutable
class CommandModel:
    """What one program, or one subcommand of it, does.

    Attributes:
        name: program and subcommands ("aws s3 cp").
        effects: what it does beside reading and writing.
        operands: roles of the positional arguments, in order; one of them may be repeated.
        options: the role of each option that takes a value; all other options take none.
        drops: options that stand in for the first operand (`grep -e PATTERN`).
        unattended: options that spare a person from its question.
        default_output: where a copy goes without an output option: "basename" of the source,
            "basename.zip", the "repository" name, "unknown", the "cache" of the tool, a fixed
            name, "-" for standard output, or "" for nowhere.
        prefix: put before the subject to make an artifact id ("image:").
        recursive: options by which the destination is a folder with the source's content.
        kind: of what it writes; "" to tell by the name.
    """

    name: tuple[str, ...]
    effects: tuple[str, ...] = ()
    operands: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    drops: frozenset[str] = frozenset()
    unattended: frozenset[str] = frozenset()
    default_output: str = ""
    prefix: str = ""
    recursive: frozenset[str] = frozenset()
    kind: str = ""

    @property
    def wraps(self) -> bool:
        """It starts another command, whose options are not its own."""
        return any(role.rstrip("*") in ("command", "python") for role in self.operands)

    def option_role(self, option: str) -> str | None:
        """The role of an option's value, or None where the option takes none."""
        return self.options.get(option)


@immutable
class MatchedCommand:
    """A model with the words that are left after the program and its subcommands."""

    model: CommandModel
    words: tuple[str, ...]


def match_command(words: Sequence[str]) -> MatchedCommand | None:
    """The most specific model of a command, or None where the program is not known."""
    models = _models_by_program().get(words[0]) if words else None
    if models is None:
        return None
    base = models.get(())
    bare = _bare_words(words, base)
    for length in range(min(len(bare), max(map(len, models))), 0, -1):
        model = models.get(tuple(words[index] for index in bare[:length]))
        if model is not None:
            last = bare[length - 1]
            kept = [i for i in range(1, last) if i not in bare and _stays(words, i, base)]
            rest = [words[i] for i in kept] + list(words[last + 1 :])
            return MatchedCommand(model, tuple(rest))
    return None if base is None else MatchedCommand(base, tuple(words[1:]))


def knows_program(name: str) -> bool:
    """Whether the catalogue has any model of a program."""
    return name in _models_by_program()


def command_models() -> tuple[CommandModel, ...]:
    """Every model of the catalogue, in the order of the file."""
    text = resources.files("mlaudit.catalog").joinpath("commands.toml").read_text("utf-8")
    return tuple(read_models(tomllib.loads(text)))


def read_models(data: Mapping[str, Any]) -> Iterable[CommandModel]:
    """The models that tables `[[command]]` describe; one for each of their names."""
    for entry in data.get("command", ()):
        for name in entry["names"]:
            yield _read_model(tuple(name.split()), entry)


@cache
def _models_by_program() -> dict[str, dict[tuple[str, ...], CommandModel]]:
    found: dict[str, dict[tuple[str, ...], CommandModel]] = {}
    for model in command_models():
        found.setdefault(model.name[0], {})[model.name[1:]] = model
    return found


def _bare_words(words: Sequence[str], base: CommandModel | None) -> list[int]:
    bare: list[int] = []
    skip = False
    for index, word in enumerate(words[1:], start=1):
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = base is not None and base.option_role(word) is not None
        else:
            bare.append(index)
        if len(bare) == 4:
            break
    return bare


def _stays(words: Sequence[str], index: int, base: CommandModel | None) -> bool:
    """Whether a word before the subcommand is no option of the program as a whole."""
    if base is None:
        return True
    roles = (base.option_role(words[index]), base.option_role(words[index - 1]))
    return "chdir" in roles or not any(roles)


def _read_model(name: tuple[str, ...], entry: Mapping[str, Any]) -> CommandModel:
    options = {flag: role for role, flags in entry.get("options", {}).items() for flag in flags}
    return CommandModel(
        name=name,
        effects=tuple(entry.get("effects", ())),
        operands=tuple(entry.get("operands", ())),
        options=options,
        drops=frozenset(entry.get("drops", ())),
        unattended=frozenset(entry.get("unattended", ())),
        default_output=entry.get("default_output", ""),
        prefix=entry.get("prefix", ""),
        recursive=frozenset(entry.get("recursive", ())),
        kind=entry.get("kind", ""),
    )
