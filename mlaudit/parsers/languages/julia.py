"""Julia scripts: https://julialang.org/."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.julia_names import MEANINGS
from mlaudit.parsers.languages.julia_reader import read_julia
from mlaudit.parsers.languages.module import bind_names, read_module
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.shell.comments import told_in_comments
from mlaudit.parsers.yaml_data import decode_text

BOUND = bind_names("language.Julia", MEANINGS)
"""What makes the names of Julia known."""


def parse(path: str, data: bytes) -> Facts:
    """The code of a Julia script, and what its comments tell a person to do."""
    code = decode_text(data)
    facts = read_module(path, code, PARSER.name, BOUND, read_julia)
    return replace(facts, instructions=told_in_comments(path, code))


PARSER = Parser("julia", lambda path: suffix_of(path) == ".jl", parse)
"""Reads `*.jl`."""
