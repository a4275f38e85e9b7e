"""Hydra: configurations composed of groups, changed by the words of the command line.

Follows the composition that Hydra documents (defaults list, `_self_`, packages, overrides) and
OmegaConf's interpolation, as far as the files of the tree tell.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import normalise, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    FunctionValue,
    Known,
    ListValue,
    Value,
)
from mlaudit.model.data import plain

_REFERENCE = re.compile(r"\$\{([^${}]*)\}")
_MAX_DEPTH = 12


def bind_hydra(run: Evaluation, function: FunctionValue, site: Site) -> Arguments | None:
    """The configuration that `@hydra.main` hands to a function, or None without that decorator."""
    decoration = next((d for d in function.decorators if d.name == "hydra.main"), None)
    if decoration is None:
        return None
    given = decoration.arguments or Arguments()
    folders = texts_of(given.get(0, "config_path") or Known("."))
    names = texts_of(given.get(1, "config_name") or Known(""))
    base = posixpath.dirname(function.module.module.path) or "."
    folder = normalise(folders[0] if folders and folders[0] != "None" else ".", base)
    composed = compose(run, folder, names[0] if names else "", run.arguments or ())
    value = DictValue({}, True) if composed is None else value_of_plain(composed)
    return Arguments([value])


def compose(
    run: Evaluation, folder: str, name: str, overrides: tuple[str, ...]
) -> dict[str, Any] | None:
    """A configuration with its groups, overrides and interpolations, or None without the file."""
    chosen = dict(word.lstrip("+~").partition("=")[::2] for word in overrides if "=" in word)
    composed = _load(run, folder, name, chosen, 0)
    if composed is None:
        return None
    for key, text in chosen.items():
        if not _is_group(run, folder, key):
            _put(composed, key.split("."), _scalar(text))
    return _interpolate(composed, composed, 0)  # type: ignore[no-any-return]


def _load(
    run: Evaluation, folder: str, name: str, chosen: dict[str, str], depth: int
) -> dict[str, Any] | None:
    stem = posixpath.normpath(posixpath.join(folder, name))
    found = None
    for path in (stem + ".yaml", stem + ".yml", stem):
        found = found or plain(run.world.configuration(path))
    if not isinstance(found, dict) or depth > _MAX_DEPTH:
        return None
    defaults = found.pop("defaults", [])
    merged: dict[str, Any] = {}
    own_done = False
    for entry in defaults if isinstance(defaults, list) else []:
        if entry == "_self_":
            _merge(merged, found)
            own_done = True
            continue
        for group, option in _entries(entry, chosen):
            _include(run, folder, stem, group, option, chosen, merged, depth)
    if not own_done:
        _merge(merged, found)
    return merged


def _entries(entry: object, chosen: dict[str, str]) -> list[tuple[str, str]]:
    """(group, option) pairs of one line of a defaults list; the command line may choose another."""
    if isinstance(entry, str):
        return [("", entry)]
    pairs = []
    for key, option in entry.items() if isinstance(entry, dict) else ():
        group = str(key).removeprefix("override ").removeprefix("optional ").strip()
        picked = chosen.get(group, option)
        if picked not in (None, "null") and "hydra/" not in group:
            pairs.append((group, str(picked)))
    return pairs


def _include(
    run: Evaluation,
    folder: str,
    stem: str,
    group: str,
    option: str,
    chosen: dict[str, str],
    merged: dict[str, Any],
    depth: int,
) -> None:
    group, _, package = group.partition("@")
    beside = posixpath.dirname(stem) or "."
    base = folder if group.startswith("/") or not group else beside
    group = group.strip("/")
    inner = _load(run, posixpath.join(base if group else beside, group), option, chosen, depth + 1)
    if inner is None and base != folder:
        inner = _load(run, posixpath.join(folder, group), option, chosen, depth + 1)
    if inner is None:
        return
    keys = [] if package == "_global_" else (package or group.replace("/", ".")).split(".")
    target = merged
    for key in filter(None, keys):
        below = target.setdefault(key, {})
        target = below if isinstance(below, dict) else {}
    _merge(target, inner)


def _merge(target: dict[str, Any], source: dict[str, Any]) -> None:
    for key, value in source.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            _merge(target[key], value)
        else:
            target[key] = value


def _is_group(run: Evaluation, folder: str, key: str) -> bool:
    return run.world.exists(posixpath.normpath(posixpath.join(folder, key.replace(".", "/"))))


def _put(target: dict[str, Any], keys: list[str], value: object) -> None:
    for key in keys[:-1]:
        below = target.setdefault(key, {})
        if not isinstance(below, dict):
            return
        target = below
    target[keys[-1]] = value


def _scalar(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    if text in ("null", ""):
        return None
    return int(text) if text.lstrip("-").isdigit() else text.strip("'\"")


def _interpolate(value: Any, root: dict[str, Any], depth: int) -> Any:
    if isinstance(value, dict):
        return {key: _interpolate(item, root, depth) for key, item in value.items()}
    if isinstance(value, list):
        return [_interpolate(item, root, depth) for item in value]
    if not isinstance(value, str) or "${" not in value or depth > _MAX_DEPTH:
        return value
    whole = _REFERENCE.fullmatch(value)
    if whole:
        found = _look_up(whole.group(1), root)
        return _interpolate(found, root, depth + 1)
    filled = _REFERENCE.sub(lambda match: str(_look_up(match.group(1), root)), value)
    return _interpolate(filled, root, depth + 1) if filled != value else value


def _look_up(reference: str, root: dict[str, Any]) -> Any:
    """The value of `${a.b}`; environment defaults count, all other resolvers stay holes."""
    if reference.startswith("oc.env:"):
        name, comma, default = reference[len("oc.env:") :].partition(",")
        return default.strip() if comma else "{" + name.strip() + "}"
    found: Any = root
    for key in re.split(r"[.\[\]]+", reference.strip("] ")):
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            return "{" + re.sub(r"\W+", "_", reference) + "}"
    return found


def value_of_plain(data: object) -> Value:
    """Plain configuration data as a value."""
    if isinstance(data, dict):
        return DictValue({str(key): value_of_plain(value) for key, value in data.items()})
    if isinstance(data, list):
        return ListValue([value_of_plain(item) for item in data])
    if isinstance(data, str | int | float | bool) or data is None:
        return Known(data)
    return Known(str(data))
