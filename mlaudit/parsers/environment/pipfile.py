"""Pipfile: https://pipenv.pypa.io/en/latest/pipfile.html."""

from __future__ import annotations

from mlaudit.model.facts import Environment, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.values import find, text_of
from mlaudit.parsers.environment.versions import read_version_table
from mlaudit.parsers.toml_data import read_toml


def parse_pipfile(path: str, data: bytes) -> Facts:
    """The packages and the Python of a Pipfile."""
    value, message, line = read_toml(data)
    if message is not None:
        return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))
    found = tuple(
        each
        for section in ("packages", "dev-packages")
        for each in read_version_table(find(value, section), path)
    )
    python = text_of(find(value, "requires", "python_full_version")) or text_of(
        find(value, "requires", "python_version")
    )
    environment = Environment(path, "pipfile", found, python=python)
    return Facts(path, PARSER.name, environments=(environment,))


PARSER = Parser("pipfile", lambda path: path.rpartition("/")[2] == "Pipfile", parse_pipfile)
