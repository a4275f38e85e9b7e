"""Environments of tox.toml and of `[tool.tox]`: https://tox.wiki/en/latest/config.html."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, join_path, name_of
from mlaudit.parsers.runners.tox import TOX_ENVIRONMENT, environments_of, fill_fields
from mlaudit.parsers.shell.separate import parse_separately
from mlaudit.parsers.shell.templates import mark_hole, unmark_holes
from mlaudit.parsers.toml_data import read_toml

_COMMANDS = ("commands_pre", "commands", "commands_post")
_BASE = "env_run_base"


def parse(path: str, data: bytes) -> Facts:
    """The environments that have a table.

    Broken syntax is reported where the file is read as configuration.
    """
    project = name_of(path) == "pyproject.toml"
    if project and b"tool.tox" not in data:
        return Facts(path, PARSER.name)
    value, _, _ = read_toml(data)
    settings = find(value, "tool", "tox") if project else value
    old = find(settings, "legacy_tox_ini")
    if isinstance(old, Scalar) and isinstance(old.value, str):
        # The text starts on the line behind the quotes; as many lines stand before it as there.
        text = "\n" * old.line + old.value
        return Facts(path, PARSER.name, steps=tuple(environments_of(path, text)))
    base = find(settings, _BASE)
    steps = [
        _step(path, entry.key, entry.value, base)
        for entry in entries_of(find(settings, "env"))
        if isinstance(entry.value, Table)
    ]
    return Facts(path, PARSER.name, steps=tuple(steps))


def _step(path: str, name: str, section: Table, base: Data | None) -> DeclaredStep:
    def option(key: str) -> Data | None:
        return section.get(key) or find(base, key)

    given = text_of(option("change_dir"))
    folder = folder_of(path)
    filled = unmark_holes(fill_fields(given, name, ".")) if given else "."
    needed = (text for text, _ in texts_of(option("depends")))
    return DeclaredStep(
        TOX_ENVIRONMENT,
        name,
        Place(path, section.line),
        f"env.{name}",
        runs=tuple(run for key in _COMMANDS for run in _runs(path, name, option(key))),
        directory=join_path(folder, filled),
        after=tuple(needed),
        environment=tuple(
            (entry.key, unmark_holes(fill_fields(text_of(entry.value) or "", name, ".")))
            for entry in entries_of(option("set_env"))
        ),
        group=path,
    )


def _runs(path: str, name: str, commands: Data | None) -> Iterator[Run]:
    lines = []
    for command in items_of(commands):
        words = [fill_fields(word, name, ".") for item in items_of(command) for word in _word(item)]
        if words:
            words[0] = words[0].lstrip("-!") or words[0]
            open_words = (w if unmark_holes(w) != w else shlex.quote(w) for w in words if w)
            lines.append((" ".join(open_words), command.line))
    if lines:
        yield Run(Place(path, lines[0][1]), script=parse_separately(lines))


def _word(item: Data) -> Iterator[str]:
    """A word of a command; of `{ replace = "posargs", default = […] }` the default."""
    text = text_of(item)
    kind = text_of(find(item, "replace"))
    if text is not None:
        yield text
    elif kind == "posargs":
        yield from (default for default, _ in texts_of(find(item, "default")))
    elif kind is not None:
        yield mark_hole(kind)


PARSER = Parser("tox-toml", lambda path: name_of(path) in ("tox.toml", "pyproject.toml"), parse)
"""Reads tox.toml and `[tool.tox]`."""
