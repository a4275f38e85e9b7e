"""Files of Buildkite as facts.

Source: https://buildkite.com/docs/pipelines/configure/defining-steps
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.buildkite.steps import read_steps
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_FILE = lazy_regex(r"(?:.*/)?(?:\.?buildkite/(?:[^/]+/)*[^/]+|\.?buildkite[^/]*)\.ya?ml")


def claims(path: str) -> bool:
    """The files of the folder `.buildkite`, and those with that name."""
    return bool(_FILE.fullmatch(path))


def parse(path: str, data: bytes) -> Facts:
    """The command steps of a pipeline."""
    root, error, line = read_yaml(data)
    problems = () if error is None else (Problem(Place(path, line), error),)
    return Facts(path, PARSER.name, steps=tuple(read_steps(root, path)), problems=problems)


PARSER = Parser("buildkite", claims, parse)
"""Reads `.buildkite/*.yml`."""
