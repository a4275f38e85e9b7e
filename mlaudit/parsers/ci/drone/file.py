"""Files of Drone as facts.

Source: https://docs.drone.io/yaml/docker/
"""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.drone.events import read_events
from mlaudit.parsers.ci.drone.steps import Pipeline, read_environment, read_steps
from mlaudit.parsers.environment.values import find, text_of, texts_of
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_all_yaml

DRONE_STEP = StepKind("drone-step", StepFamily.JOB, "pipeline")


def claims(path: str) -> bool:
    """The file that Drone looks for."""
    return name_of(path) in (".drone.yml", ".drone.yaml")


def parse(path: str, data: bytes) -> Facts:
    """The steps of the pipelines of a file, each of which is a document of its own."""
    documents, error, line = read_all_yaml(data)
    pipelines = [d for d in documents if text_of(find(d, "kind")) in (None, "pipeline")]
    found: dict[str, list[DeclaredStep]] = {}
    for number, root in enumerate(pipelines, 1):
        name = text_of(find(root, "name")) or f"pipeline {number}"
        prefix = f"{name}." if len(pipelines) > 1 else ""
        found[name] = _read(root, path, prefix)
    wanted = {text_of(find(root, "name")): root for root in pipelines}
    steps = [
        step
        for name, own in found.items()
        for step in _after_pipelines(own, find(wanted.get(name), "depends_on"), found)
    ]
    problems = () if error is None else (Problem(Place(path, line), error, whole=not steps),)
    return Facts(path, PARSER.name, steps=tuple(steps), problems=problems)


def _read(root: Data, path: str, prefix: str) -> list[DeclaredStep]:
    triggers = read_events(find(root, "trigger"), Place(path, root.line))
    environment = read_environment(find(root, "environment"))
    anything = find(root, "trigger") is None
    pipeline = Pipeline(DRONE_STEP, path, prefix, triggers, anything, environment)
    return read_steps(find(root, "steps"), pipeline)


def _after_pipelines(
    steps: list[DeclaredStep], wanted: Data | None, pipelines: dict[str, list[DeclaredStep]]
) -> list[DeclaredStep]:
    """The first steps of a pipeline come after the last ones of those that it waits for."""
    names = [text for text, _ in texts_of(wanted)]
    before = [step for name in names for step in pipelines.get(name, ())]
    followed = {name for step in before for name in step.after}
    last = tuple(step.name for step in before if step.name not in followed)
    return [step if step.after else replace(step, after=last) for step in steps]


PARSER = Parser("drone", claims, parse)
"""Reads `.drone.yml`."""
