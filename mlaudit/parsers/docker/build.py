"""Instructions of a Dockerfile as what the build reads, runs and uses."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mlaudit.model.facts import ActionUse, Declaration, Problem, Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.parsers.docker.instructions import KNOWN, Instruction
from mlaudit.parsers.docker.stage import Stage, known
from mlaudit.parsers.docker.values import expand, read_pairs, split_words
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_URL = lazy_regex(r"(?:https?|ftp|git)://|git@")
_DOCUMENT = lazy_regex(r"<<-?\s*[\"']?\w+[\"']?")
_POSIX = lazy_regex(r"(?:.*/)?(?:ba|da|z|k|a)?sh$")
NOT_POSIX = "not a POSIX shell"


@dataclass(slots=True)
class Build:
    """What has been read of a Dockerfile so far; `context` is what copies are relative to."""

    path: str
    context: str
    stages: list[Stage] = field(default_factory=list)
    arguments: dict[str, str | None] = field(default_factory=dict)
    reads: list[Declaration] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    uses: list[ActionUse] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    posix: bool = True

    def apply(self, instruction: Instruction) -> None:
        """Take in the next instruction."""
        name = instruction.name
        if name not in KNOWN:
            reason = f"unknown instruction {name[:40]!r}"
            self.problems.append(Problem(self._place(instruction), reason, whole=False))
        elif name == "FROM":
            _start_stage(self, instruction)
        elif name == "ARG":
            _declare_argument(self, instruction)
        elif self.stages and name in _READERS:
            _READERS[name](self, instruction, self.stages[-1])

    def stage(self, name: str) -> Stage | None:
        """The stage with that name or number."""
        if name.isdecimal() and int(name) < len(self.stages):
            return self.stages[int(name)]
        return next((s for s in reversed(self.stages) if s.name.lower() == name.lower()), None)

    def _place(self, instruction: Instruction) -> Place:
        return Place(self.path, instruction.line)


def split_copy(instruction: Instruction) -> tuple[list[str], str]:
    """The sources and the target of `COPY` or `ADD`, without here-documents."""
    words = instruction.array or split_words(instruction.joined)
    named = [word for word in words if not word.startswith("<<")]
    return (named[:-1], named[-1]) if len(named) > 1 else ([], "")


def shell_script(build: Build, instruction: Instruction) -> Script:
    """The shell code of `RUN`, `CMD` or `ENTRYPOINT`."""
    words = instruction.array
    if words is not None:
        return parse_script(shlex.join(words), instruction.text_line)
    if instruction.documents and _DOCUMENT.fullmatch(instruction.joined):
        line, text = instruction.documents[0]
        if text.startswith("#!") and not _POSIX.match(text.split("\n")[0].split(" ")[-1]):
            return Script((), text, line, NOT_POSIX)
        return parse_script(text, line)
    text = instruction.text
    for (_, body), match in zip(
        instruction.documents, _DOCUMENT.finditer(instruction.text), strict=False
    ):
        text += f"\n{body}\n{re.sub(r'[^A-Za-z0-9_]', '', match[0])}"
    if not build.posix:
        return Script((), text, instruction.text_line, NOT_POSIX)
    return parse_script(text, instruction.text_line)


def _start_stage(build: Build, instruction: Instruction) -> None:
    words = split_words(instruction.joined)
    image = expand(words[0], build.arguments) if words else ""
    named = len(words) > 2 and words[1].upper() == "AS"
    name = words[2] if named else str(len(build.stages))
    parent = build.stage(image)
    if parent is not None:
        stage = replace(
            parent,
            name=name,
            variables=dict(parent.variables),
            environment=dict(parent.environment),
            maps=list(parent.maps),
            paths=list(parent.paths),
        )
    else:
        stage = Stage(name, image)
        if image and image != "scratch":
            inputs = (("image", image), *((("stage", name),) if named else ()))
            build.uses.append(ActionUse("FROM", inputs, Place(build.path, instruction.line)))
    build.stages.append(stage)
    build.posix = True


def _declare_argument(build: Build, instruction: Instruction) -> None:
    for word in split_words(instruction.joined):
        name, given, value = word.partition("=")
        if not build.stages:
            build.arguments[name] = expand(value, build.arguments) if given else None
            continue
        variables = build.stages[-1].variables
        default = expand(value, variables) if given else build.arguments.get(name)
        if name not in build.stages[-1].environment:
            variables[name] = default


def _set_environment(build: Build, instruction: Instruction, stage: Stage) -> None:
    for name, value in read_pairs(instruction.joined):
        stage.environment[name] = stage.variables[name] = expand(value, stage.variables)


def _set_directory(build: Build, instruction: Instruction, stage: Stage) -> None:
    stage.directory = stage.inside(instruction.joined.strip("\"'"))
    stage.paths.append(stage.directory)


def _add_volumes(build: Build, instruction: Instruction, stage: Stage) -> None:
    words = instruction.array or split_words(instruction.joined)
    stage.paths += [stage.inside(word) for word in words]


def _copy(build: Build, instruction: Instruction, stage: Stage) -> None:
    sources, target = split_copy(instruction)
    if not sources:
        return
    place = Place(build.path, instruction.line)
    stage.paths.append(stage.inside(target))
    origin = instruction.flag("from")
    if origin is not None:
        other = build.stage(origin)
        if other is not None:
            stage.copy_from(other, sources, target)
        return
    remote = [source for source in sources if _URL.match(source)]
    local = [source for source in sources if source not in remote]
    build.reads += [Declaration(expand(url, stage.variables), place, "download") for url in remote]
    parents = instruction.flag("parents") is not None
    paths = stage.copy(local, target, build.context, parents=parents)
    build.reads += [Declaration(path, place, "copy") for path in paths]


def _run(build: Build, instruction: Instruction, stage: Stage) -> None:
    build.runs.append(
        Run(
            Place(build.path, instruction.line),
            script=shell_script(build, instruction),
            directory=stage.host_directory(),
            environment=known(stage.variables),
        )
    )


def _set_shell(build: Build, instruction: Instruction, stage: Stage) -> None:
    words = instruction.array or ("sh",)
    build.posix = bool(words) and bool(_POSIX.match(words[0]))


def _set_entrypoint(build: Build, instruction: Instruction, stage: Stage) -> None:
    words = instruction.array
    stage.entrypoint = (words if words is not None else instruction.text, instruction.text_line)
    stage.command = None


def _set_command(build: Build, instruction: Instruction, stage: Stage) -> None:
    words = instruction.array
    stage.command = (words if words is not None else instruction.text, instruction.text_line)


_READERS: dict[str, Callable[[Build, Instruction, Stage], None]] = {
    "ADD": _copy,
    "CMD": _set_command,
    "COPY": _copy,
    "ENTRYPOINT": _set_entrypoint,
    "ENV": _set_environment,
    "RUN": _run,
    "SHELL": _set_shell,
    "VOLUME": _add_volumes,
    "WORKDIR": _set_directory,
}
