"""Scripts of PDM: https://pdm-project.org/latest/usage/scripts/."""

from __future__ import annotations

from mlaudit.model.data import Data, Entry
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import entries_of, find, texts_of
from mlaudit.parsers.runners.scripts import (
    command_run,
    directory_of,
    function_run,
    is_project,
    variables_of,
)
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.toml_data import read_toml

PDM_SCRIPT = StepKind("pdm-script", StepFamily.TARGET)


def parse(path: str, data: bytes) -> Facts:
    """The scripts; broken syntax is reported where the file is read as configuration."""
    if b"pdm" not in data:
        return Facts(path, PARSER.name)
    value, _, _ = read_toml(data)
    table = find(value, "tool", "pdm", "scripts")
    entries = {entry.key: entry for entry in entries_of(table) if entry.key != "_"}
    shared = variables_of(find(table, "_", "env"))
    steps = tuple(_step(entry, entries, path, shared) for entry in entries.values())
    return Facts(path, PARSER.name, steps=steps)


def _step(
    entry: Entry, entries: dict[str, Entry], path: str, shared: tuple[tuple[str, str], ...]
) -> DeclaredStep:
    place = Place(path, entry.line)
    before, behind = f"pre_{entry.key}", f"post_{entry.key}"
    late = (Run(place, step=behind),) if behind in entries else ()
    return DeclaredStep(
        PDM_SCRIPT,
        entry.key,
        place,
        f"tool.pdm.scripts.{entry.key}",
        runs=(*_runs(entry.value, entries, path), *late),
        directory=directory_of(path, find(entry.value, "working_dir")),
        after=(before,) if before in entries else (),
        environment=(*shared, *variables_of(find(entry.value, "env"))),
        group=path,
    )


def _runs(data: Data, entries: dict[str, Entry], path: str) -> tuple[Run, ...]:
    if not entries_of(data):
        return command_run(data, path)
    command = find(data, "cmd") or find(data, "shell")
    if command is not None:
        return command_run(command, path)
    if (function := find(data, "call")) is not None:
        return function_run(function, path)
    runs = []
    for text, line in texts_of(find(data, "composite")):
        name = text.split()[0] if text.split() else ""
        place = Place(path, line)
        code = None if name in entries else parse_script(text, line)
        runs.append(Run(place, script=code, step=name if name in entries else None))
    return tuple(runs)


PARSER = Parser(
    "pdm",
    is_project,
    parse,
    launchers=(
        Launcher(
            PDM_SCRIPT,
            ("pdm",),
            before=(("run",),),
            files=("pyproject.toml",),
            folder_options=("-p", "--project"),
            asking=("-l", "--list", "-j", "--json"),
            wraps=True,
            default="none",
        ),
    ),
)
"""Reads `[tool.pdm.scripts]`."""
