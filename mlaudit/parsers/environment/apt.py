"""Packages of the operating system: apt.txt of Binder, packages.txt of Streamlit, Aptfile."""

from __future__ import annotations

from mlaudit.model.facts import Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_NAMES = ("apt.txt", "packages.txt", "Aptfile", "apt-packages.txt")
_LINE = lazy_regex(r"(?P<name>[a-z0-9][a-z0-9+.-]+)(?::\w+)?(?:=(?P<version>[\w.:~+-]+))?")


def parse_apt(path: str, data: bytes) -> Facts:
    """The packages; a file in which a line names none is a list of something else."""
    found: list[Requirement] = []
    for number, row in enumerate(decode_text(data).splitlines(), 1):
        text = row.partition("#")[0].strip()
        if not text:
            continue
        for word in text.split():
            read = _LINE.fullmatch(word)
            if read is None:
                return Facts(path, PARSER.name)
            version = f"=={read['version']}" if read["version"] else ""
            place = Place(path, number)
            found.append(Requirement(f"apt:{read['name']}", version, bool(version), place))
    if not found:
        return Facts(path, PARSER.name)
    environment = Environment(path, "system", tuple(found))
    return Facts(path, PARSER.name, environments=(environment,))


PARSER = Parser("apt", lambda path: name_of(path) in _NAMES, parse_apt)
