"""The steps of a task as runs of one step.

Source: https://tekton.dev/docs/pipelines/tasks/
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.parsers.ci.scripts import NOT_POSIX, is_posix, read_script
from mlaudit.parsers.ci.tekton.parameters import to_pattern, to_shell
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of

_WORKSPACE = "/workspace/"


def read_runs(spec: Data | None, path: str) -> Iterator[Run]:
    """What the steps of a task run, in order."""
    template = find(spec, "stepTemplate")
    for step in items_of(find(spec, "steps")):
        if isinstance(step, Table):
            script = _script(step)
            if script is not None:
                yield Run(
                    Place(path, script.line),
                    script=script,
                    directory=_directory(step, template),
                    name=text_of(step.get("name")) or "",
                    environment=(*_environment(template), *_environment(step)),
                )


def image_of(spec: Data | None) -> str | None:
    """The image of the first step that has one."""
    items = (find(spec, "stepTemplate"), *items_of(find(spec, "steps")))
    images = (text_of(find(item, "image")) for item in items)
    return next((to_pattern(image) for image in images if image), None)


def _script(step: Table) -> Script | None:
    code = step.get("script")
    if isinstance(code, Scalar):
        text = text_as_written(code)
        first = text.lstrip().partition("\n")[0]
        if first.startswith("#!") and not is_posix(first[2:].split("env ")[-1].strip()):
            return Script((), text, code.line, NOT_POSIX)
        return read_script(to_shell(text), code.line)
    words = [*texts_of(step.get("command")), *texts_of(step.get("args"))]
    if step.get("command") is None or not words:
        return None
    return read_script(to_shell(_command(words)), words[0][1])


def _command(words: list[tuple[str, int]]) -> str:
    texts = [text for text, _ in words]
    if len(texts) > 2 and is_posix(texts[0]) and texts[1].startswith("-") and "c" in texts[1]:
        return texts[2]
    return " ".join(text if "$(" in text else shlex.quote(text) for text in texts)


def _directory(step: Table, template: Data | None) -> str | None:
    written = text_of(step.get("workingDir")) or text_of(find(template, "workingDir"))
    if written is None:
        return None
    path = posixpath.normpath(to_pattern(written))
    if path.startswith(_WORKSPACE):  # the name of the workspace, and what is in it
        path = posixpath.normpath(path[len(_WORKSPACE) :].partition("/")[2] or ".")
    return path


def _environment(step: Data | None) -> Iterator[tuple[str, str]]:
    for item in items_of(find(step, "env")):
        name, value = text_of(find(item, "name")), text_of(find(item, "value"))
        if name is not None:
            yield name, "" if value is None or "$(" in value else value
