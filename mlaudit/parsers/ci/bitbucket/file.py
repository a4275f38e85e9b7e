"""Files of Bitbucket Pipelines as facts.

Source: https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.bitbucket.pipelines import read_pipelines
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_yaml


def claims(path: str) -> bool:
    """The file that Bitbucket looks for."""
    return name_of(path) in ("bitbucket-pipelines.yml", "bitbucket-pipelines.yaml")


def parse(path: str, data: bytes) -> Facts:
    """The steps of the pipelines of a file."""
    root, error, line = read_yaml(data)
    problems = () if error is None else (Problem(Place(path, line), error),)
    return Facts(path, PARSER.name, steps=tuple(read_pipelines(root, path)), problems=problems)


PARSER = Parser("bitbucket-pipelines", claims, parse)
"""Reads `bitbucket-pipelines.yml`."""
