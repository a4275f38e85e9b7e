"""Lock files: every package of an environment with its version."""

from __future__ import annotations

import re
from collections.abc import Callable

from mlaudit.model.data import Data
from mlaudit.model.facts import Environment, Facts, Problem, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.locked import Locked
from mlaudit.parsers.environment.requirement import normalise_name
from mlaudit.parsers.environment.toml_locks import read_toml_lock
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text, read_yaml
from mlaudit.patterns import lazy_regex

MAXIMUM_SIZE = 20_000_000
"""Bytes from which a lock file is not read for its packages."""

_FILE_NAME = lazy_regex(r"/(?P<name>[A-Za-z0-9_.-]+?)-(?P<version>\d[^-/]*)-[^/]*$")


def parse_lock(path: str, data: bytes) -> Facts:
    """The packages of a lock file; it is locked even where they cannot be read."""
    reader = _reader_of(path)
    if reader is None:
        return Facts(path, PARSER.name)
    if len(data) > MAXIMUM_SIZE:
        problem = Problem(Place(path), "larger than 20 MB")
        return Facts(path, PARSER.name, problems=(problem,))
    try:
        found, python = reader(decode_text(data))
    except RecursionError:
        return Facts(path, PARSER.name, problems=(Problem(Place(path), "nested too deeply"),))
    except ValueError as error:
        return Facts(path, PARSER.name, problems=(Problem(Place(path), str(error)),))
    requirements = tuple(
        Requirement(normalise_name(name), f"=={version}", True, Place(path, line))
        for name, version, line in found
    )
    environment = Environment(path, "lock", requirements, locked=True, python=python)
    return Facts(path, PARSER.name, environments=(environment,))


def _read_pipfile_lock(text: str) -> Locked:
    value = _checked(read_json(text))
    found = []
    for section in ("default", "develop"):
        for entry in entries_of(find(value, section)):
            version = text_of(find(entry.value, "version")) or text_of(find(entry.value, "ref"))
            found.append((entry.key, (version or "").lstrip("="), entry.line))
    return found, text_of(find(value, "_meta", "requires", "python_version"))


def _read_yaml_lock(text: str) -> Locked:
    """conda-lock.yml (`package`) and pixi.lock (`packages`)."""
    value = _checked(read_yaml(text))
    found = []
    for item in (*items_of(find(value, "package")), *items_of(find(value, "packages"))):
        name, version = text_of(find(item, "name")), text_of(find(item, "version"))
        if name is None:
            name, version = _name_of_url(text_of(find(item, "conda")) or "")
        if name:
            found.append((name, version or "", item.line))
    return found, None


def _read_explicit_lock(text: str) -> Locked:
    """What `conda list --explicit` writes: an address a line."""
    found = []
    for number, row in enumerate(text.splitlines(), 1):
        name, version = _name_of_url(row.partition("#")[0].strip())
        if name:
            found.append((name, version or "", number))
    return found, None


def _name_of_url(url: str) -> tuple[str | None, str | None]:
    found = _FILE_NAME.search(url)
    return (found["name"], found["version"]) if found else (None, None)


def _checked(result: tuple[Data | None, str | None, int]) -> Data | None:
    value, message, _ = result
    if message is not None:
        raise ValueError(message)
    return value


_READERS: dict[re.Pattern[str], Callable[[str], Locked]] = {
    lazy_regex(r"(?:poetry|uv|pdm)\.lock|pylock(?:\.[\w-]+)?\.toml"): read_toml_lock,
    lazy_regex(r"Pipfile\.lock"): _read_pipfile_lock,
    lazy_regex(r"conda-[\w-]+\.lock"): _read_explicit_lock,
    lazy_regex(r"(?:.*[-.])?conda-lock\.ya?ml|pixi\.lock"): _read_yaml_lock,
}


def _reader_of(path: str) -> Callable[[str], Locked] | None:
    name = name_of(path)
    if "lock" not in name:
        return None
    return next((reader for known, reader in _READERS.items() if known.fullmatch(name)), None)


PARSER = Parser("lock", lambda path: _reader_of(path) is not None, parse_lock)
