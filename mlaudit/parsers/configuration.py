"""Configuration files of every format, as data for whoever looks a value up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from mlaudit.model.data import Data, Table
from mlaudit.model.deferred import Deferred
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.deferred_json import check_json
from mlaudit.parsers.ini_data import read_env, read_ini
from mlaudit.parsers.toml_data import read_toml
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

MAXIMUM_SIZE = 2_000_000
"""Bytes from which a file is taken for data and left alone."""

Reader: TypeAlias = Callable[[bytes | str], tuple[Data | Deferred | None, str | None, int]]

_READERS: dict[str, Reader] = {
    "yaml": read_yaml,
    "yml": read_yaml,
    "json": check_json,
    "toml": read_toml,
    "ini": read_ini,
    "cfg": read_ini,
    "env": read_env,
}
# Lock files are an environment, dvc.yaml is read by its own parser.
_PACKAGE = lazy_regex(rb"\A(?:\s*#.*\n)*?\s*#\s*@package[: ]\s*(\S+)")
_OTHERS = lazy_regex(r"(.*[-_.])?lock\.\w+|.*\.lock\.\w+|dvc\.ya?ml")


def reader_of(path: str) -> Reader | None:
    """The function that reads the configuration format of a path, or None for other files."""
    name = path.rpartition("/")[2].lower()
    if _OTHERS.fullmatch(name):
        return None
    if name.startswith(".env."):
        return read_env
    return _READERS.get(name.rpartition(".")[2]) if "." in name else None


def parse_configuration(path: str, data: bytes) -> Facts:
    """The values of a configuration file; a syntax error is a problem of the whole file."""
    reader = reader_of(path)
    if reader is None:
        return Facts(path, PARSER.name)
    if len(data) > MAXIMUM_SIZE:
        return Facts(path, PARSER.name, problems=_report_size(path))
    value, message, line = reader(data)
    if message is None:
        package = _PACKAGE.match(data) if b"@package" in data else None
        if package is not None and isinstance(value, Table):
            value = replace(value, package=package[1].decode("utf-8", "replace"))
        return Facts(path, PARSER.name, content=value)
    return Facts(path, PARSER.name, problems=(Problem(Place(path, line), message),))


def _report_size(path: str) -> tuple[Problem, ...]:
    """Large JSON holds records; large files of the other formats are worth a word."""
    if path.lower().endswith(".json"):
        return ()
    return (Problem(Place(path), "larger than 2 MB"),)


PARSER = Parser("configuration", lambda path: reader_of(path) is not None, parse_configuration)
