"""Files of Tekton as facts.

Source: https://tekton.dev/docs/
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.tekton.pipelines import read_file
from mlaudit.parsers.configuration import reader_of
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.yaml_data import read_all_yaml


def claims(path: str) -> bool:
    """Any file of YAML that is no lock file: what is in it tells."""
    return suffix_of(path) in (".yaml", ".yml") and reader_of(path) is not None


def parse(path: str, data: bytes) -> Facts:
    """The tasks of the pipelines of a file."""
    if b"tekton.dev/" not in data:
        return Facts(path, PARSER.name)
    documents, error, line = read_all_yaml(data)
    steps = tuple(read_file(documents, path))
    problems = () if error is None else (Problem(Place(path, line), error, whole=not steps),)
    return Facts(path, PARSER.name, steps=steps, problems=problems)


PARSER = Parser("tekton", claims, parse)
"""Reads files with resources of `tekton.dev`."""
