"""Taskfiles: https://taskfile.dev/docs/reference/schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Entry
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Gate, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, is_unknown, join_path, name_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.shell.templates import show_holes
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

TASKFILE_TASK = StepKind("taskfile-task", StepFamily.TARGET, "Taskfile")

_FILES = tuple(f"{name}{end}" for name in ("Taskfile", "taskfile") for end in (".yml", ".yaml"))
_TEMPLATE = lazy_regex(r"""\{\{-?\s*\.(\w+)\s*(?:\|\s*default\s+["']([^"'{}]*)["']\s*)?-?\}\}""")


def parse(path: str, data: bytes) -> Facts:
    """The tasks; broken syntax is reported where the file is read as configuration."""
    root, _, _ = read_yaml(data)
    return Facts(path, PARSER.name, steps=_steps(path, root, _variables(find(root, "vars"), {})))


def settle(facts: Facts, values: Mapping[str, str], _: Lookup, weak: bool) -> Facts:
    """The tasks with variables of the command line or, weaker, of the environment."""
    root = facts.data
    shared = _variables(find(root, "vars"), values)
    return replace(facts, steps=_steps(facts.path, root, shared if weak else shared | dict(values)))


def _steps(path: str, root: Data | None, shared: Mapping[str, str]) -> tuple[DeclaredStep, ...]:
    tasks = entries_of(find(root, "tasks"))
    return tuple(_step(task, path, root, shared) for task in tasks)


def _variables(table: Data | None, around: Mapping[str, str]) -> dict[str, str]:
    """Those with a literal value; one that a command or a person gives stays open."""
    found = dict(around)
    for entry in entries_of(table):
        text = text_of(entry.value)
        if text is not None:
            found[entry.key] = _fill(text, found)
    return found


def _fill(text: str, variables: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        default = f"{{{{ {match[1]} }}}}" if match[2] is None else match[2]
        return variables.get(match[1]) or default

    return _TEMPLATE.sub(value, text)


def _step(task: Entry, path: str, root: Data | None, shared: Mapping[str, str]) -> DeclaredStep:
    body, place = task.value, Place(path, task.line)
    variables = _variables(find(body, "vars"), shared)
    directory = join_path(folder_of(path), _fill(text_of(find(body, "dir")) or ".", variables))
    environment = (*entries_of(find(root, "env")), *entries_of(find(body, "env")))
    question = text_of(find(body, "prompt"))
    return DeclaredStep(
        TASKFILE_TASK,
        task.key,
        place,
        f"tasks.{task.key}",
        runs=tuple(_runs(body, path, variables)),
        directory=directory,
        reads=tuple(_paths(body, "sources", "prerequisite", path, directory, variables)),
        writes=tuple(_paths(body, "generates", "target", path, directory, variables)),
        after=tuple(name for item in items_of(find(body, "deps")) if (name := _task_of(item))),
        gates=(Gate(place, question),) if question else (),
        environment=tuple((e.key, _fill(text_of(e.value) or "", variables)) for e in environment),
        group=path,
    )


def _task_of(item: Data) -> str | None:
    return text_of(find(item, "task")) or text_of(item)


def _runs(body: Data, path: str, variables: Mapping[str, str]) -> Iterator[Run]:
    """A task is one command, a list of commands, or a table with `cmd` or `cmds`."""
    given = find(body, "cmds") or find(body, "cmd") or body
    for item in items_of(given) or (given,):
        place = Place(path, item.line)
        name, command = text_of(find(item, "task")), text_of(find(item, "cmd")) or text_of(item)
        if name is not None:
            yield Run(place, step=name)
        elif command is not None:
            yield Run(place, script=parse_script(_fill(command, variables), item.line))


def _paths(
    body: Data, key: str, role: str, path: str, directory: str, variables: Mapping[str, str]
) -> Iterator[Declaration]:
    for text, line in texts_of(find(body, key)):
        filled = show_holes(_fill(text, variables))
        name = join_path(directory, re.sub(r"\{\{\s*(\w+)\s*\}\}", r"{\1}", filled))
        if not is_unknown(name, directory):
            yield Declaration(name, Place(path, line), role)


PARSER = Parser(
    "taskfile",
    lambda path: name_of(path) in _FILES,
    parse,
    settle=settle,
    launchers=(
        Launcher(
            TASKFILE_TASK,
            ("task", "go-task"),
            files=_FILES,
            file_options=("-t", "--taskfile"),
            folder_options=("-d", "--dir"),
            asking=("-l", "--list", "-a", "--list-all", "--summary", "--status"),
            several=True,
            default="default",
        ),
    ),
)
"""Reads Taskfiles."""
