"""DESCRIPTION of packages and compendia of R: https://r-pkgs.org/description.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_FIELD = lazy_regex(r"^(?P<name>[A-Z]\w+):(?P<value>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_ENTRY = lazy_regex(r"(?P<name>[A-Za-z][\w.]*)\s*(?:\(\s*(?P<version>[^)]*)\))?")
_ASKING = ("Depends", "Imports", "LinkingTo", "Suggests")


def parse_description(path: str, data: bytes) -> Facts:
    """The packages that the fields name; a file without these fields declares nothing."""
    text = decode_text(data).replace("\r\n", "\n")
    fields = [field for field in _FIELD.finditer(text) if field["name"] in _ASKING]
    if not fields:
        return Facts(path, PARSER.name)
    found = tuple(each for field in fields for each in _read_field(text, field, path))
    return Facts(path, PARSER.name, environments=(Environment(path, "r", found),))


def _read_field(text: str, field: re.Match[str], path: str) -> Iterator[Requirement]:
    start = field.start("value")
    for entry in re.finditer(r"[^,]+", field["value"]):
        read = _ENTRY.fullmatch(entry.group().strip())
        if read is None or read["name"] == "R":
            continue
        lead = len(entry.group()) - len(entry.group().lstrip())
        line = text.count("\n", 0, start + entry.start() + lead) + 1
        version = re.sub(r"\s+", "", read["version"] or "")
        yield Requirement(f"r:{read['name']}", version, version.startswith("=="), Place(path, line))


PARSER = Parser("r-description", lambda path: name_of(path) == "DESCRIPTION", parse_description)
