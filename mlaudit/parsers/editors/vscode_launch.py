"""Launch configurations of VS Code: https://code.visualstudio.com/docs/python/debugging."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.editors.variables import environment_of, fill, is_editor_file, quoted
from mlaudit.parsers.environment.values import find, items_of, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.shell import parse_script

VSCODE_LAUNCH = StepKind("vscode-launch", StepFamily.TARGET, "VS Code launch configurations")

_PYTHON = ("python", "debugpy")


def parse(path: str, data: bytes) -> Facts:
    """The configurations that start a certain Python program, and not whatever file is open.

    Broken syntax is reported where the file is read as configuration.
    """
    value, _, _ = read_json(data)
    steps = [
        step
        for item in items_of(find(value, "configurations"))
        if isinstance(item, Table) and text_of(item.get("type")) in _PYTHON
        for step in _steps(path, item)
    ]
    return Facts(path, PARSER.name, steps=tuple(steps))


def _steps(path: str, item: Table) -> Iterator[DeclaredStep]:
    started = _program(item)
    name = text_of(item.get("name")) or "launch"
    if started is None or text_of(item.get("request")) == "attach":
        return
    words, line = started
    place = Place(path, item.line)
    folder = folder_of(folder_of(path))
    given = text_of(item.get("cwd"))
    known = given is not None and not is_editor_file(given)
    first = text_of(item.get("preLaunchTask"))
    before = (Run(place, step=f"{folder_of(path)}/tasks.json:{first}"),) if first else ()
    arguments = _arguments(item.get("args"))
    script = parse_script(" ".join([*words, *arguments]), line)
    yield DeclaredStep(
        VSCODE_LAUNCH,
        name,
        place,
        f"configurations.{name}",
        runs=(*before, Run(Place(path, line), script=script)),
        directory=join_path(folder, fill(given)) if known and given else folder,
        environment=environment_of(item.get("env")),
        group=f"{path}#{name}",
    )


def _program(item: Table) -> tuple[list[str], int] | None:
    """The words that start the program, and their line."""
    program, module = item.get("program"), item.get("module")
    text = text_of(program)
    if program is not None and text and not is_editor_file(text):
        return ["python", quoted(text)], program.line
    name = text_of(module)
    return (["python", "-m", quoted(name)], module.line) if module is not None and name else None


def _arguments(data: Data | None) -> list[str]:
    if text_of(data):
        return [fill(text_of(data) or "")]
    return [quoted(text_of(item) or "") for item in items_of(data)]


PARSER = Parser("vscode-launch", lambda path: f"/{path}".endswith("/.vscode/launch.json"), parse)
"""Reads .vscode/launch.json."""
