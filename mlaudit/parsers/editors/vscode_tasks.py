"""Tasks of VS Code: https://code.visualstudio.com/docs/debugtest/tasks."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Table
from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.editors.variables import environment_of, fill, quoted
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.shell import parse_script

VSCODE_TASK = StepKind("vscode-task", StepFamily.TARGET, "VS Code tasks")


def parse(path: str, data: bytes) -> Facts:
    """The tasks with a label; broken syntax is reported where the file is read as configuration."""
    value, _, _ = read_json(data)
    steps = [
        _step(path, task)
        for task in items_of(find(value, "tasks"))
        if isinstance(task, Table) and _label(task)
    ]
    return Facts(path, PARSER.name, steps=tuple(steps))


def _label(task: Table) -> str | None:
    return text_of(task.get("label")) or text_of(task.get("taskName"))


def _step(path: str, task: Table) -> DeclaredStep:
    name = _label(task) or "task"
    place = Place(path, task.line)
    needed = [text for text, _ in texts_of(task.get("dependsOn"))]
    in_turn = text_of(task.get("dependsOrder")) == "sequence"
    before = [Run(place, step=text) for text in needed] if in_turn else []
    folder = folder_of(folder_of(path))
    given = text_of(find(task, "options", "cwd"))
    opened = text_of(find(task, "runOptions", "runOn")) == "folderOpen"
    return DeclaredStep(
        VSCODE_TASK,
        name,
        place,
        f"tasks.{name}",
        runs=(*before, *_runs(path, task)),
        directory=folder if given is None else join_path(folder, fill(given)),
        after=() if in_turn else tuple(needed),
        triggers=(Trigger(TriggerKind.PERSON, "opens the folder", place),) if opened else (),
        environment=environment_of(find(task, "options", "env")),
        group=path,
    )


def _runs(path: str, task: Table) -> Iterator[Run]:
    command = task.get("command")
    text = text_of(command) or text_of(find(command, "value"))
    if command is None or not text:
        return
    words = [fill(text)]
    for item in items_of(task.get("args")):
        words.append(quoted(text_of(item) or text_of(find(item, "value")) or ""))
    script = parse_script(" ".join(words), command.line)
    yield Run(Place(path, command.line), script=script)


PARSER = Parser("vscode-tasks", lambda path: f"/{path}".endswith("/.vscode/tasks.json"), parse)
"""Reads .vscode/tasks.json."""
