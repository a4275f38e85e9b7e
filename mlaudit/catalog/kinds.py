"""What an artifact holds, as far as its name tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from fnmatch import translate
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from mlaudit.model.immutable import immutable

_SCHEME_KINDS = (
    ("image:", "image"),
    ("mlflow:", "model"),
    ("models:/", "model"),
    ("wandb:", "other"),
    ("db:", "table"),
    ("env:", "other"),
)


@immutable
class _NameRule:
    kind: str
    names: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    folders: frozenset[str]
    extensions: frozenset[str]
    writing: bool | None


@lru_cache(maxsize=1 << 14)
def kind_of_path(path: str, writing: bool) -> str:
    """The kind of artifact that a path, pattern or URI names: one of `model.vocabulary.KINDS`.

    Some endings mean one thing where they are written and another where they are read: a written
    `.png` is a figure, a read one is data. Names that tell nothing are "other".
    """
    for scheme, kind in _SCHEME_KINDS:
        if path.startswith(scheme):
            return kind
    return _kind_of_name(re.split(r"[?#]", path, maxsplit=1)[0].lower(), writing)


def _kind_of_name(path: str, writing: bool) -> str:
    components = [part for part in path.replace("\\", "/").split("/") if part]
    if not components:
        return "other"
    name, folders = components[-1], frozenset(components[:-1])
    extension = name.rpartition(".")[2] if "." in name.lstrip(".") else ""
    for rule in _name_rules(writing):
        if _applies(rule, name, folders, extension):
            return rule.kind
    return "other"


def _applies(rule: _NameRule, name: str, folders: frozenset[str], extension: str) -> bool:
    if rule.folders and not rule.folders & folders:
        return False
    if rule.extensions and extension not in rule.extensions:
        return False
    if rule.exceptions is not None and rule.exceptions.match(name):
        return False
    return rule.names.match(name) is not None


@cache
def _name_rules(writing: bool) -> tuple[_NameRule, ...]:
    """The rules for names that are written, or for those that are read."""
    return tuple(rule for rule in _read_rules() if rule.writing in (None, writing))


@cache
def _read_rules() -> tuple[_NameRule, ...]:
    text = resources.files("mlaudit.catalog").joinpath("kinds.toml").read_text("utf-8")
    return tuple(_read_rule(entry) for entry in tomllib.loads(text)["rule"])


def _read_rule(entry: dict[str, Any]) -> _NameRule:
    return _NameRule(
        kind=entry["kind"],
        names=_any_of(entry["patterns"]),
        exceptions=_any_of(entry["except"]) if "except" in entry else None,
        folders=frozenset(entry.get("within", ())),
        extensions=frozenset(entry.get("extensions", ())),
        writing=entry.get("writing"),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns))
