"""renv.lock, packrat.lock: https://rstudio.github.io/renv/articles/lockfile.html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import Environment, Facts, Problem, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_PACKAGE = lazy_regex(r"^Package: (\S+)\n(?:.+\n){0,40}?Version: (\S+)", re.MULTILINE)


def parse_renv(path: str, data: bytes) -> Facts:
    """Every package of R with its version."""
    text = decode_text(data)
    if name_of(path) == "packrat.lock":
        found = tuple(_read_records(text, path))
        return Facts(path, PARSER.name, environments=(Environment(path, "r", found, True),))
    value, message, line = read_json(text)
    if message is not None:
        return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))
    found = tuple(
        Requirement(f"r:{entry.key}", f"=={version}", True, Place(path, entry.line))
        for entry in entries_of(find(value, "Packages"))
        if (version := text_of(find(entry.value, "Version")))
    )
    return Facts(path, PARSER.name, environments=(Environment(path, "r", found, True),))


def _read_records(text: str, path: str) -> Iterator[Requirement]:
    for match in _PACKAGE.finditer(text.replace("\r\n", "\n")):
        place = Place(path, text.count("\n", 0, match.start()) + 1)
        yield Requirement(f"r:{match[1]}", f"=={match[2]}", True, place)


PARSER = Parser("renv", lambda path: name_of(path) in ("renv.lock", "packrat.lock"), parse_renv)
