"""Tasks of Poe the Poet: https://poethepoet.natn.io/tasks/."""

from __future__ import annotations

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.runners.scripts import (
    command_run,
    directory_of,
    function_run,
    is_project,
    variables_of,
)
from mlaudit.parsers.toml_data import read_toml

POE_TASK = StepKind("poe-task", StepFamily.TARGET)
_DEEPEST = 20
"""Levels of sequences inside each other."""


def parse(path: str, data: bytes) -> Facts:
    """The tasks; broken syntax is reported where the file is read as configuration."""
    if b"poe" not in data:
        return Facts(path, PARSER.name)
    value, _, _ = read_toml(data)
    settings = find(value, "tool", "poe")
    shared = variables_of(find(settings, "env"))
    kind = text_of(find(settings, "default_task_type")) or "cmd"
    steps = tuple(_step(entry, path, shared, kind) for entry in entries_of(find(settings, "tasks")))
    return Facts(path, PARSER.name, steps=steps)


def _step(entry: Entry, path: str, shared: tuple[tuple[str, str], ...], kind: str) -> DeclaredStep:
    task = entry.value
    names = [text.split()[0] for text, _ in texts_of(find(task, "deps")) if text.split()]
    uses = [(text_of(each.value) or "").split() for each in entries_of(find(task, "uses"))]
    names += [words[0] for words in uses if words]
    # Tasks of `parallel` are all done in the end, in no order among themselves.
    names += [text.split()[0] for text, _ in texts_of(find(task, "parallel")) if text.split()]
    inputs = _inputs(find(task, "args"))
    defaults = tuple((name, default) for name, default in inputs if default is not None)
    return DeclaredStep(
        POE_TASK,
        entry.key,
        Place(path, entry.line),
        f"tool.poe.tasks.{entry.key}",
        runs=_runs(task, path, kind, 0),
        directory=directory_of(path, find(task, "cwd")),
        after=tuple(dict.fromkeys(names)),
        inputs=inputs,
        environment=(*shared, *variables_of(find(task, "env")), *defaults),
        group=path,
    )


def _runs(task: Data, path: str, kind: str, depth: int) -> tuple[Run, ...]:
    """What a task runs; a text is of the default type, a list a sequence."""
    if depth > _DEEPEST:
        return ()
    if isinstance(task, Sequence):
        return tuple(r for item in task.items for r in _runs(item, path, "ref", depth + 1))
    if not isinstance(task, Table):
        return _runs_of(kind, task, path, depth)
    given = ("cmd", "shell", "script", "ref", "sequence", "parallel")
    found = next((key for key in given if task.get(key) is not None), None)
    value = None if found is None else task.get(found)
    if found is None or value is None or _is_other_language(task):
        return ()
    return _runs_of(found, value, path, depth)


def _runs_of(kind: str, value: Data, path: str, depth: int) -> tuple[Run, ...]:
    if kind in ("cmd", "shell"):
        return command_run(value, path)
    if kind == "script":
        return function_run(value, path)
    if kind in ("sequence", "parallel"):
        items = [item for item in items_of(value) if kind == "sequence" or text_of(item) is None]
        return tuple(r for item in items for r in _runs(item, path, "ref", depth + 1))
    words = (text_of(value) or "").split()
    step = kind == "ref" and isinstance(value, Scalar) and words
    return (Run(Place(path, value.line), step=words[0]),) if step else ()


def _is_other_language(task: Table) -> bool:
    """Is its `shell` read by Python or PowerShell?"""
    return any(text in ("python", "pwsh", "powershell") for text, _ in _interpreters(task))


def _interpreters(task: Table) -> tuple[tuple[str, int], ...]:
    return texts_of(task.get("interpreter"))[:1]


def _inputs(data: Data | None) -> tuple[tuple[str, str | None], ...]:
    """`["a", {name = "b", default = 1}]` and `{b = {default = 1}}`."""
    found = [(each.key, text_of(find(each.value, "default"))) for each in entries_of(data)]
    for item in items_of(data):
        name = text_of(item) or text_of(find(item, "name"))
        if name:
            found.append((name.lstrip("-"), text_of(find(item, "default"))))
    return tuple(found)


PARSER = Parser(
    "poe",
    is_project,
    parse,
    launchers=(
        Launcher(
            POE_TASK,
            ("poe", "poethepoet"),
            files=("pyproject.toml",),
            valued=("-e", "--executor"),
            folder_options=("-C", "--directory", "--root"),
            asking=("-h", "--help", "--version", "-d", "--dry-run"),
            default="none",
        ),
    ),
)
"""Reads `[tool.poe.tasks]`."""
