"""Files of CircleCI as facts.

Source: https://circleci.com/docs/configuration-reference/
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.circleci.workflows import read_workflows
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_FILE = lazy_regex(r"(?:.*/)?\.circleci/[^/]+\.ya?ml")
_FIRST = lazy_regex(r"(?:.*/)?\.circleci/config\.ya?ml")


def claims(path: str) -> bool:
    """The file that CircleCI looks for, and those beside it that a workflow continues with."""
    return bool(_FILE.fullmatch(path))


def parse(path: str, data: bytes) -> Facts:
    """The jobs of the workflows of a file."""
    root, error, line = read_yaml(data)
    steps = tuple(read_workflows(root, path, continued=not _FIRST.fullmatch(path)))
    problems = () if error is None else (Problem(Place(path, line), error),)
    return Facts(path, "circleci", steps=steps, problems=problems)


PARSER = Parser("circleci", claims, parse)
"""Reads `.circleci/*.yml`."""
