"""The values that `${...}` stands for in a dvc.yaml.

DVC's words: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#templating
"""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

REFERENCE = re.compile(r"(?<!\\)\$\{([^{}]+)\}")
KEY = re.compile(r"[^.\[\]]+")
# A value may refer to another one; more rounds than this mean a circle.
ROUNDS = 3


class _Loader(yaml.SafeLoader):
    """YAML 1.2 in the two points that matter: yes and no are words, unknown tags are no error."""


_Loader.add_multi_constructor("", lambda *_: None)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:bool"]
    if first in "yYnNoO"
    else rules
    for first, rules in _Loader.yaml_implicit_resolvers.items()
}


def load_mapping(file: Path) -> dict[Any, Any]:
    """The mapping that a YAML, JSON or TOML file holds; empty where it holds none."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
        if file.suffix == ".json":
            data = json.loads(text)
        elif file.suffix == ".toml":
            data = tomllib.loads(text)
        else:
            data = yaml.load(text, _Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return data if isinstance(data, dict) else {}


def add_variables(values: dict[Any, Any], entries: object, folder: Path) -> dict[Any, Any]:
    """The values with what a `vars` list adds: mappings, and files with or without chosen keys."""
    merged = copy.deepcopy(values)
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            _merge(merged, resolve(entry, merged))
        elif isinstance(entry, str):
            name, _, keys = entry.partition(":")
            data = load_mapping(folder / str(resolve(name, merged)))
            _merge(merged, {k: data[k] for k in keys.split(",") if k in data} if keys else data)
    return merged


def resolve(node: Any, values: dict[Any, Any]) -> Any:
    """A piece of a dvc.yaml with every known reference replaced; unknown ones stay as they are."""
    if isinstance(node, list):
        return [resolve(item, values) for item in node]
    if isinstance(node, dict):
        return {resolve(key, values): resolve(item, values) for key, item in node.items()}
    if not isinstance(node, str):
        return node
    whole = REFERENCE.fullmatch(node.strip())
    if whole:
        return _look_up(values, whole[1], otherwise=node)
    for _ in range(ROUNDS):
        node = REFERENCE.sub(lambda found: _insert(values, found), node)
    return node


def _look_up(values: Any, expression: str, *, otherwise: Any) -> Any:
    for key in (part.strip("'\" ") for part in KEY.findall(expression.strip())):
        if isinstance(values, dict) and key in values:
            values = values[key]
        elif isinstance(values, dict | list) and key.lstrip("-").isdigit():
            try:
                values = values[int(key)]
            except LookupError:
                return otherwise
        else:
            return otherwise
    return values


def _insert(values: dict[Any, Any], found: re.Match[str]) -> str:
    value = _look_up(values, found[1], otherwise=found[0])
    if isinstance(value, dict):
        return " ".join(_list_options(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list_options(values: dict[Any, Any], prefix: str = "") -> Iterator[str]:
    """A mapping inside a command becomes options of that command."""
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _list_options(value, f"{name}.")
        elif value is True:
            yield f"--{name}"
        elif isinstance(value, list):
            yield f"--{name} {_join(value)}"
        elif value is not False and value is not None:
            yield f"--{name} {value}"


def _join(values: Iterable[Any]) -> str:
    return " ".join(str(value) for value in values)


def _merge(into: dict[Any, Any], more: dict[Any, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = copy.deepcopy(value)
