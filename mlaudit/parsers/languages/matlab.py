"""Scripts and functions of MATLAB and Octave."""

from __future__ import annotations

import re
from dataclasses import replace

from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.matlab_names import MEANINGS
from mlaudit.parsers.languages.matlab_reader import read_matlab
from mlaudit.parsers.languages.module import bind_names, read_module
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.shell.comments import told_in_comments
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

BOUND = bind_names("language.MATLAB", MEANINGS)
"""What makes the names of MATLAB known."""

_OTHER = lazy_regex(
    rb"^[ \t]*(?:#[ \t]*(?:import|include|define|pragma)\b|//|/\*|\(\*"
    rb"|@(?:interface|implementation|import)\b)",
    re.MULTILINE,
)
"""What begins a line of Objective-C or of Mathematica, whose files end in `.m`, too."""


def parse(path: str, data: bytes) -> Facts:
    """The code of a file of MATLAB; nothing for another language with the same ending."""
    if _OTHER.search(data):
        return Facts(path, PARSER.name)
    code = decode_text(data)
    facts = read_module(path, code, PARSER.name, BOUND, read_matlab)
    return replace(facts, instructions=told_in_comments(path, code, r"%+"))


PARSER = Parser("matlab", lambda path: suffix_of(path) == ".m", parse)
"""Reads `*.m`."""
