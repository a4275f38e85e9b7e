"""Files of Travis CI as facts.

Source: https://config.travis-ci.com/
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.travis.jobs import read_jobs
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import read_yaml


def claims(path: str) -> bool:
    """The file that Travis looks for."""
    return name_of(path) in (".travis.yml", ".travis.yaml")


def parse(path: str, data: bytes) -> Facts:
    """The jobs of a build."""
    root, error, line = read_yaml(data)
    problems = () if error is None else (Problem(Place(path, line), error),)
    return Facts(path, PARSER.name, steps=tuple(read_jobs(root, path)), problems=problems)


PARSER = Parser("travis", claims, parse)
"""Reads `.travis.yml`."""
