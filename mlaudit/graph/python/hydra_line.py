"""Command lines of Hydra: overrides of values and of choices, and where configurations are."""

from __future__ import annotations

from mlaudit.graph.python.configuration_values import find_value, put_value, read_word
from mlaudit.graph.python.values import DictValue, Known, join
from mlaudit.model.immutable import immutable

_WITH_VALUE = {
    **dict.fromkeys(["--config-name", "-cn"], "name"),
    **dict.fromkeys(["--config-path", "-cp"], "path"),
    **dict.fromkeys(["--config-dir", "-cd"], "folder"),
    **dict.fromkeys(["--cfg", "-c"], "shown"),
    **dict.fromkeys(["--package", "-p", "--experimental-rerun"], ""),
}
_TELLING = frozenset(
    ["--help", "-h", "--hydra-help", "--version", "--info", "-i", "--shell-completion", "-sc"]
)


@immutable
class HydraLine:
    """The words of a command line, sorted.

    Attributes:
        name, path, folder: what `--config-name`, `--config-path` and `--config-dir` give.
        overrides: `key=value` words.
        multirun: values may be lists of several runs.
        shows: Hydra prints what was asked for and the program itself does not start.
    """

    name: str | None = None
    path: str | None = None
    folder: str | None = None
    overrides: tuple[str, ...] = ()
    multirun: bool = False
    shows: bool = False


def read_line(words: tuple[str, ...]) -> HydraLine:
    """The command line of a program of Hydra."""
    given: dict[str, str] = {}
    overrides: list[str] = []
    multirun = shows = False
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, value = word.partition("=")
        if name in _WITH_VALUE:
            given[_WITH_VALUE[name]] = value if sign or not waiting else waiting.pop(0)
        elif word in ("--multirun", "-m"):
            multirun = True
        elif name in _TELLING:
            shows = True
        elif not word.startswith("-") and (sign or word.startswith("~")):
            overrides.append(word)
    found = (given.get("name"), given.get("path"), given.get("folder"))
    return HydraLine(*found, tuple(overrides), multirun, shows or "shown" in given)


def choices_of(line: HydraLine) -> dict[str, str]:
    """Every override as a choice of a group; only those of real groups are ever asked for."""
    found = {}
    for word in line.overrides:
        name, _, value = word.lstrip("+").partition("=")
        found[name.removeprefix("~")] = "null" if name.startswith("~") else value.strip("'\"")
    return found


def apply_override(composed: DictValue, word: str, multirun: bool) -> None:
    """Set, add or delete one value."""
    name, sign, text = word.partition("=")
    keys = name.lstrip("+~").split(".")
    if name.startswith("~"):
        holder = find_value(composed, ".".join(keys[:-1])) if keys[1:] else composed
        if isinstance(holder, DictValue):
            holder.entries.pop(keys[-1], None)
    elif sign:
        several = text.split(",") if multirun and "[" not in text and "(" not in text else [text]
        values = [read_word(part) if part else Known("") for part in several]
        put_value(composed, list(keys), join(values, keys[-1]))
