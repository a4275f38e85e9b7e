"""What services take over from the images that they are built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlaudit.graph.containers.naming import build_of
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.docker.stage import map_back


def inherit_images(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, where services know the files and the working directory of their image."""
    return {path: _inherit_all(facts[path], facts) for path in facts}


def _inherit_all(own: Facts, facts: Mapping[str, Facts]) -> Facts:
    steps = tuple(_inherit(step, facts) for step in own.steps)
    return own if steps == own.steps else replace(own, steps=steps)


def _inherit(step: DeclaredStep, facts: Mapping[str, Facts]) -> DeclaredStep:
    built = next((run for run in step.runs if run.step in facts), None)
    if step.kind != StepKind.CONTAINER_SERVICE or built is None or built.step is None:
        return step
    image = facts[built.step]
    build = build_of(image)
    if build is None:
        return step
    start = next((s for s in image.steps if s.kind == StepKind.CONTAINER_SERVICE), None)
    # What is mounted hides what was copied to the same place.
    maps = tuple(dict.fromkeys((*step.path_maps, *(start or build).path_maps)))
    directory = step.directory
    if start is not None and directory == built.directory:
        directory = start.directory
    if directory.startswith("/"):
        directory = map_back(directory, list(maps)) or directory
    return replace(step, path_maps=maps, directory=directory)
