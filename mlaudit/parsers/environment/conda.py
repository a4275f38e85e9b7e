"""Conda environment files, MLflow's python_env.yaml and Pixi manifests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Environment, Facts, Requirement
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.pip_lines import join_lines, read_pip_lines
from mlaudit.parsers.environment.pyproject import pixi_tables
from mlaudit.parsers.environment.requirement import normalise_name
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of
from mlaudit.parsers.environment.versions import python_of, read_version_table
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.toml_data import read_toml
from mlaudit.parsers.yaml_data import read_yaml
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?:.*/)?[^/]*(?:env|conda)[^/]*\.ya?ml|(?:.*/)?pixi\.toml", re.IGNORECASE)
_OTHER_NAME = lazy_regex(r"(?!(?:.*/)?\.)(?:.*/)?[^/]+\.ya?ml", re.IGNORECASE)
_MARKS = (b"channels:", b"- pip:")
"""What an environment file of any name has; `conda env create -f` takes every name."""
_SPECIFICATION = lazy_regex(
    r"(?:[^:\s]+::)?(?P<name>[A-Za-z0-9_][\w.-]*)\s*(?P<version>(?:[=<>!~ ].*)?)"
)
_PINNED = lazy_regex(r"==?(?P<version>[^=*<>,|\s]+)(?P<build>=[^=*]+)?")


def parse_conda(path: str, data: bytes) -> Facts:
    """The packages of an environment file; other YAML files have none and give nothing.

    Broken syntax is reported where the file is read as configuration.
    """
    if path.endswith(".toml"):
        environment = _read_pixi(read_toml(data)[0], path)
    elif not _NAME.fullmatch(path) and not _looks_like_one(data):
        environment = None
    else:
        value, _, _ = read_yaml(data)
        dependencies = find(value, "dependencies")
        named = _NAME.fullmatch(path) is not None or _is_named(value)
        listed = named and bool(items_of(dependencies)) and not _is_chart(value)
        environment = _read_environment(value, path) if listed else None
    return Facts(path, PARSER.name, environments=(environment,) if environment else ())


def _looks_like_one(data: bytes) -> bool:
    return b"dependencies:" in data and any(mark in data for mark in _MARKS)


def _is_named(value: Data | None) -> bool:
    """Has the file what only environment files have: channels, or a list of pip's own?"""
    items = items_of(find(value, "dependencies"))
    return bool(items_of(find(value, "channels"))) or any(
        isinstance(item, Table) and items_of(item.get("pip")) for item in items
    )


def _is_chart(value: Data | None) -> bool:
    """Lists of tables, as Helm charts and Ansible roles have them."""
    return any(
        isinstance(item, Table) and find(item, "pip") is None
        for item in items_of(find(value, "dependencies"))
    )


def _read_environment(value: Data | None, path: str) -> Environment:
    items = items_of(find(value, "dependencies"))
    if find(value, "channels") is None and find(value, "python") is not None:
        rows = [row for row in texts_of(find(value, "dependencies")) if row[0].strip()]
        lines = read_pip_lines(rows, path)
        python = text_of(find(value, "python"))
        return Environment(path, "conda", lines.requirements, False, python, lines.includes)
    rows = [row for item in items for row in _pip_rows(find(item, "pip"))]
    pip = read_pip_lines(rows, path)
    texts = [row for item in items if isinstance(item, Scalar) for row in texts_of(item)]
    found = [each for text, line in texts if (each := read_specification(text, Place(path, line)))]
    python = next((each.specifier for each in found if each.name == "python"), None)
    packages = tuple(each for each in found if each.name != "python") + pip.requirements
    builds = bool(texts) and all(text.count("=") == 2 for text, _ in texts if text != "pip")
    locked = builds and all(each.pinned for each in packages) and not pip.includes
    python = python.lstrip("=") if python else None
    return Environment(path, "conda", packages, locked, python, pip.includes)


def _pip_rows(data: Data | None) -> Iterator[tuple[str, int]]:
    for text, line in texts_of(data):
        yield from ((row, line) for row, _ in join_lines(text))


def read_specification(text: str, place: Place) -> Requirement | None:
    """One package in conda's grammar; `name=1.2` names the newest 1.2.x and counts as pinned."""
    found = _SPECIFICATION.fullmatch(text.strip())
    if not found:
        return None
    version = found["version"].strip()
    if version[:1].isdigit():
        version = f"={version.replace(' ', '=')}"
    pinned = _PINNED.fullmatch(version)
    specifier = f"=={pinned['version']}" if pinned else version
    return Requirement(normalise_name(found["name"]), specifier, bool(pinned), place)


def _read_pixi(value: Data | None, path: str) -> Environment | None:
    if not isinstance(value, Table):
        return None
    found = tuple(each for table in pixi_tables(value) for each in read_version_table(table, path))
    return Environment(path, "conda", found, python=python_of(find(value, "dependencies")))


def _claims(path: str) -> bool:
    if suffix_of(path) not in (".yml", ".yaml", ".toml") or "conda-lock" in path:
        return False
    return bool(_NAME.fullmatch(path) or _OTHER_NAME.fullmatch(path))


PARSER = Parser("conda", _claims, parse_conda)
