"""Files of Woodpecker as facts.

Source: https://woodpecker-ci.org/docs/usage/workflow-syntax
"""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Lookup, Parser
from mlaudit.parsers.ci.drone.events import read_events
from mlaudit.parsers.ci.drone.steps import Pipeline, read_steps
from mlaudit.parsers.environment.values import find, texts_of
from mlaudit.parsers.path_text import folder_of
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

WOODPECKER_STEP = StepKind("woodpecker-step", StepFamily.JOB, "workflow")
_FILE = lazy_regex(r"(?:.*/)?(?:\.woodpecker\.ya?ml|\.woodpecker/.+\.ya?ml)")


def claims(path: str) -> bool:
    """The file that Woodpecker looks for, or the files of its folder."""
    return bool(_FILE.fullmatch(path))


def parse(path: str, data: bytes) -> Facts:
    """The steps of a workflow."""
    root, error, line = read_yaml(data)
    problems = () if error is None else (Problem(Place(path, line), error),)
    return Facts(path, PARSER.name, steps=tuple(_read(root, path)), problems=problems, content=root)


def complete(facts: Facts, lookup: Lookup) -> Facts:
    """The first steps of a workflow come after the last ones of those that it waits for."""
    last: list[str] = []
    for name, _ in texts_of(find(facts.data, "depends_on")):
        for ending in ("yaml", "yml"):
            path = f"{folder_of(facts.path)}/{name}.{ending}"
            steps = _read(lookup(path), path)
            followed = {before for step in steps for before in step.after}
            last += [f"{path}:{step.name}" for step in steps if step.name not in followed]
    steps_after = (
        replace(step, after=tuple(last))
        if step.kind == WOODPECKER_STEP and not step.after
        else step
        for step in facts.steps
    )
    return replace(facts, steps=tuple(steps_after)) if last else facts


def _read(root: Data | None, path: str) -> list[DeclaredStep]:
    if root is None:
        return []
    conditions = find(root, "when")
    triggers = read_events(conditions, Place(path, root.line))
    steps = find(root, "steps") or find(root, "pipeline")
    anything = conditions is None
    return read_steps(steps, Pipeline(WOODPECKER_STEP, path, "", triggers, anything, ()))


PARSER = Parser("woodpecker", claims, parse, complete)
"""Reads `.woodpecker.yml` and `.woodpecker/*.yml`."""
