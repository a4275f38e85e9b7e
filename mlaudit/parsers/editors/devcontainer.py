"""Commands of development containers: https://containers.dev/implementors/json_reference/."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.editors.variables import environment_of, fill
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.shell import parse_script

DEVCONTAINER_COMMAND = StepKind("devcontainer-command", StepFamily.TARGET, "development container")

_EVENTS = {
    "initializeCommand": "opens the container",
    "onCreateCommand": "creates the container",
    "updateContentCommand": "creates the container",
    "postCreateCommand": "creates the container",
    "postStartCommand": "starts the container",
    "postAttachCommand": "attaches to the container",
}


def parse(path: str, data: bytes) -> Facts:
    """The commands that run for a person who works in the container, in their order.

    Broken syntax is reported where the file is read as configuration.
    """
    value, _, _ = read_json(data)
    steps: list[DeclaredStep] = []
    for key in _EVENTS:
        declared = find(value, key)
        if declared is not None:
            steps.append(_step(path, key, declared, value, steps[-1:]))
    return Facts(path, PARSER.name, steps=tuple(steps))


def _step(
    path: str, key: str, declared: Data, value: Data | None, before: list[DeclaredStep]
) -> DeclaredStep:
    place = Place(path, declared.line)
    return DeclaredStep(
        DEVCONTAINER_COMMAND,
        key,
        place,
        key,
        runs=tuple(_runs(path, declared)),
        directory=_project_of(path),
        after=tuple(step.name for step in before),
        triggers=(Trigger(TriggerKind.PERSON, _EVENTS[key], place),),
        environment=environment_of(find(value, "containerEnv")),
        group=path,
    )


def _runs(path: str, declared: Data) -> Iterator[Run]:
    """A text is shell code, a list is one command, a table holds several at the same time."""
    items = [entry.value for entry in entries_of(declared)] or [declared]
    for item in items:
        text = text_of(item) if isinstance(item, Scalar) else None
        words = [text_of(word) or "" for word in items_of(item)]
        code = text or shlex.join(words)
        if code:
            yield Run(Place(path, item.line), script=parse_script(fill(code), item.line))


def _project_of(path: str) -> str:
    """The folder around `.devcontainer`, which may hold one folder for each container."""
    folder = folder_of(path)
    while ".devcontainer" in folder.split("/"):
        folder = folder_of(folder)
    return folder


PARSER = Parser(
    "devcontainer",
    lambda path: name_of(path) in ("devcontainer.json", ".devcontainer.json"),
    parse,
)
"""Reads devcontainer.json."""
