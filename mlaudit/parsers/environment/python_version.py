"""Files that name nothing but the Python version."""

from __future__ import annotations

import re

from mlaudit.model.facts import Environment, Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_NAMES = (".python-version", "runtime.txt", ".tool-versions")
_VERSION = lazy_regex(
    r"^\s*(?:python[-\s]+|cpython[-@])?(?P<version>\d[\w.]*)\s*(?:#.*)?$", re.MULTILINE
)
_TOOL = lazy_regex(r"^\s*python\s+(?P<version>\d[\w.]*)", re.MULTILINE)


def parse_python_version(path: str, data: bytes) -> Facts:
    """The version of `.python-version`, `runtime.txt` or `.tool-versions`."""
    pattern = _TOOL if path.endswith(".tool-versions") else _VERSION
    found = pattern.search(decode_text(data[:10_000]))
    if not found:
        return Facts(path, PARSER.name)
    return Facts(
        path, PARSER.name, environments=(Environment(path, "python", python=found["version"]),)
    )


PARSER = Parser(
    "python-version", lambda path: path.rpartition("/")[2] in _NAMES, parse_python_version
)
