"""What tasks that run from an image take over from the Dockerfile that it is built from.

A manifest names an image, and no Dockerfile: what ties them together is a build somewhere in the
tree that gives its image the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.graph.containers.naming import build_of, name_images
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.docker.stage import map_back

_FAMILIES = (StepFamily.TASK, StepFamily.CONTAINER)


def adopt_images(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, where tasks know what their image holds and starts."""
    if not any(True for _ in _takers(facts)):
        return dict(facts)
    dockerfiles: dict[str, set[str]] = {}
    for dockerfile, image in name_images(facts):
        dockerfiles.setdefault(repository_of(image), set()).add(dockerfile)
    return {path: _adopt_all(own, facts, dockerfiles) for path, own in facts.items()}


def repository_of(image: str) -> str:
    """The last part of the name of an image, without registry, tag and digest."""
    name = image.removeprefix("image:").rpartition("/")[2]
    return re.split(r"[:@]", name)[0].lower()


def _takers(facts: Mapping[str, Facts]) -> Iterator[DeclaredStep]:
    return (step for own in facts.values() for step in own.steps if _takes(step))


def _takes(step: DeclaredStep) -> bool:
    kinds = (StepKind.CONTAINER_BUILD, StepKind.CONTAINER_SERVICE)
    return bool(step.image) and step.kind.family in _FAMILIES and step.kind not in kinds


def _adopt_all(
    own: Facts, facts: Mapping[str, Facts], dockerfiles: Mapping[str, set[str]]
) -> Facts:
    steps = tuple(_adopt(step, facts, dockerfiles) if _takes(step) else step for step in own.steps)
    return own if steps == own.steps else replace(own, steps=steps)


def _adopt(
    step: DeclaredStep, facts: Mapping[str, Facts], dockerfiles: Mapping[str, set[str]]
) -> DeclaredStep:
    found = dockerfiles.get(repository_of(step.image or ""), set())
    if len(found) != 1:
        return step
    (dockerfile,) = found
    build = build_of(facts[dockerfile])
    kind = StepKind.CONTAINER_SERVICE
    start = next((s for s in facts[dockerfile].steps if s.kind == kind), None)
    given = start or build
    if given is None:
        return step
    maps = tuple(dict.fromkeys((*step.path_maps, *given.path_maps)))
    directory = given.directory if step.directory == UNKNOWN_DIRECTORY else step.directory
    if directory.startswith("/"):
        directory = map_back(directory, list(maps)) or directory
    runs = step.runs
    if not runs and start is not None:
        runs = (Run(step.place, step=f"{dockerfile}:{start.name}"),)
    return replace(step, path_maps=maps, directory=directory, runs=runs)
