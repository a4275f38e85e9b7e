"""Dockerfiles as facts: the build of the image, and what a container of it starts."""

from __future__ import annotations

import re
import shlex

from mlaudit.model.facts import DeclaredStep, Environment, Facts, Problem, Requirement, Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.docker.build import Build, split_copy
from mlaudit.parsers.docker.installs import find_installs
from mlaudit.parsers.docker.instructions import Instruction, read_instructions
from mlaudit.parsers.docker.stage import Stage, infer_context, known, map_back
from mlaudit.parsers.path_text import folder_of, join_path, name_of, suffix_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?:.*\.)?(?:dockerfile|containerfile)(?:[._-].*)?", re.IGNORECASE)
_OTHER = frozenset({".dockerignore", ".md", ".py", ".rst", ".sh", ".yml", ".yaml", ".json"})
_PYTHON = lazy_regex(r"(?:.*/)?python:v?(\d+(?:\.\d+)*)")


def claims(path: str) -> bool:
    """`Dockerfile`, `Dockerfile.train`, `train.Dockerfile`, `Containerfile`."""
    return bool(_NAME.fullmatch(name_of(path))) and suffix_of(path) not in _OTHER


def parse(path: str, data: bytes) -> Facts:
    """The build of the image as one step, and the start of a container as another."""
    instructions = list(read_instructions(decode_text(data).replace("\r\n", "\n")))
    build = Build(path, infer_context(folder_of(path), _context_sources(instructions)))
    for instruction in instructions:
        build.apply(instruction)
    if not build.stages:
        return Facts(path, "docker", problems=(Problem(Place(path), "no FROM instruction"),))
    last = build.stages[-1]
    steps = [_build_step(build, last)]
    service = _service_step(build, last)
    return Facts(
        path,
        "docker",
        steps=(*steps, *([service] if service else [])),
        environments=(_environment(build),),
        problems=tuple(build.problems),
    )


def _context_sources(instructions: list[Instruction]) -> list[str]:
    return [
        source
        for instruction in instructions
        if instruction.name in {"ADD", "COPY"} and instruction.flag("from") is None
        for source in split_copy(instruction)[0]
    ]


def _build_step(build: Build, last: Stage) -> DeclaredStep:
    paths = dict.fromkeys(path for stage in build.stages for path in stage.paths)
    maps = dict.fromkeys(pair for stage in reversed(build.stages) for pair in stage.maps)
    return DeclaredStep(
        StepKind.CONTAINER_BUILD,
        "image",
        Place(build.path, build.uses[0].place.line if build.uses else 1),
        "image",
        runs=tuple(build.runs),
        directory=build.context,
        reads=tuple(dict.fromkeys(build.reads)),
        uses=tuple(build.uses),
        environment=known(last.variables),
        container_paths=tuple(paths),
        path_maps=tuple(maps),
        group=build.path,
    )


def _service_step(build: Build, stage: Stage) -> DeclaredStep | None:
    script = _start_script(stage)
    if script is None:
        return None
    place = Place(build.path, script.line)
    return DeclaredStep(
        StepKind.CONTAINER_SERVICE,
        "cmd",
        place,
        "cmd",
        runs=(Run(place, script=script),),
        directory=stage.host_directory(),
        after=("image",),
        environment=tuple(stage.environment.items()),
        container_paths=tuple(dict.fromkeys(stage.paths)),
        path_maps=tuple(stage.maps),
        group=build.path,
    )


def _start_script(stage: Stage) -> Script | None:
    """What a container runs: the entry point with the command as its arguments."""
    if stage.entrypoint is None and stage.command is None:
        return None
    entry, line = stage.entrypoint or stage.command or ("", 0)
    if isinstance(entry, str):
        return parse_script(entry, line)
    more = stage.command[0] if stage.entrypoint and stage.command else ()
    words = (*entry, *((more,) if isinstance(more, str) else more))
    return parse_script(shlex.join(words), line) if words else None


def _environment(build: Build) -> Environment:
    requirements: list[Requirement] = []
    includes: list[str] = []
    for run in build.runs:
        if run.script is None:
            continue
        found, files = find_installs(run.script, build.path)
        requirements += found
        for file in files:
            inside = join_path(run.directory or ".", file)
            maps = [pair for stage in build.stages for pair in stage.maps]
            includes.append(map_back(inside, maps) or inside if inside[:1] == "/" else inside)
    versions = (_PYTHON.match(dict(use.inputs)["image"]) for use in build.uses)
    return Environment(
        build.path,
        "container",
        tuple(requirements),
        python=next((match[1] for match in versions if match), None),
        includes=tuple(dict.fromkeys(includes)),
    )


PARSER = Parser("docker", claims, parse)
"""Reads Dockerfiles and Containerfiles."""
