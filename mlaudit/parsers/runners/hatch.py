"""Scripts of Hatch: https://hatch.pypa.io/latest/config/environment/overview/#scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Entry
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import entries_of, find, texts_of
from mlaudit.parsers.path_text import folder_of
from mlaudit.parsers.runners.scripts import is_project, variables_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.shell.templates import mark_hole
from mlaudit.parsers.toml_data import read_toml
from mlaudit.patterns import lazy_regex

HATCH_SCRIPT = StepKind("hatch-script", StepFamily.TARGET)
_FIELD = lazy_regex(r"\{(\w+)(?::([^{}]*))?\}")


def parse(path: str, data: bytes) -> Facts:
    """The scripts of every environment, `environment:name` but for the default one.

    Broken syntax is reported where the file is read as configuration.
    """
    if b"hatch" not in data:
        return Facts(path, PARSER.name)
    value, _, _ = read_toml(data)
    environments = find(value, "tool", "hatch", "envs")
    steps = tuple(
        step for entry in entries_of(environments) for step in _steps(entry, environments, path)
    )
    return Facts(path, PARSER.name, steps=steps)


def _steps(entry: Entry, environments: Data | None, path: str) -> Iterator[DeclaredStep]:
    prefix = "" if entry.key == "default" else f"{entry.key}:"
    own = entries_of(find(entry.value, "scripts"))
    inherited = entries_of(find(environments, "default", "scripts")) if prefix else ()
    names = {each.key: f"{prefix}{each.key}" for each in own}
    names = {each.key: each.key for each in inherited} | names
    variables = variables_of(find(entry.value, "env-vars"))
    for script in own:
        lines = texts_of(script.value)
        yield DeclaredStep(
            HATCH_SCRIPT,
            names[script.key],
            Place(path, script.line),
            f"tool.hatch.envs.{entry.key}.scripts.{script.key}",
            runs=tuple(_run(text, Place(path, line), names) for text, line in lines),
            directory=folder_of(path),
            environment=variables,
            group=path,
        )


def _run(text: str, place: Place, names: dict[str, str]) -> Run:
    """A command, or another script where the first word names one."""
    command = _FIELD.sub(_fill, text.strip().removeprefix("- "))
    first = command.split(maxsplit=1)[0] if command.split() else ""
    if first in names:
        return Run(place, step=names[first])
    return Run(place, script=parse_script(command, place.line))


def _fill(match: re.Match[str]) -> str:
    """`{args:default}` is what follows on the command line; other fields are unknown."""
    return match[2] or "" if match[1] == "args" else mark_hole(match[0])


PARSER = Parser(
    "hatch",
    is_project,
    parse,
    launchers=(
        Launcher(
            HATCH_SCRIPT,
            ("hatch",),
            before=(("run",),),
            files=("pyproject.toml",),
            valued=("-i", "--include", "-x", "--exclude", "-f", "--filter"),
            wraps=True,
            default="none",
        ),
    ),
)
"""Reads `[tool.hatch.envs.*.scripts]`."""
