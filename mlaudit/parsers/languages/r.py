"""R scripts: https://www.r-project.org/."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.module import bind_names, read_module
from mlaudit.parsers.languages.r_names import MEANINGS
from mlaudit.parsers.languages.r_reader import read_r
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.shell.comments import told_in_comments
from mlaudit.parsers.yaml_data import decode_text

BOUND = bind_names("language.R", MEANINGS)
"""What makes the names of R known."""


def parse(path: str, data: bytes) -> Facts:
    """The code of an R script, and what its comments tell a person to do."""
    code = decode_text(data)
    facts = read_module(path, code, PARSER.name, BOUND, read_r)
    return replace(facts, instructions=told_in_comments(path, code))


_OF_TOOLS = ("renv/activate.R", "packrat/init.R")
"""Code that package managers put into projects."""

PARSER = Parser("r", lambda path: suffix_of(path) == ".r" and not path.endswith(_OF_TOOLS), parse)
"""Reads `*.R`."""
