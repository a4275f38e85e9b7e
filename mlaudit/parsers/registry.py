"""Finds the parsers and applies them to a file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache, lru_cache, reduce
from operator import attrgetter

import mlaudit.parsers
from mlaudit.model.facts import Facts
from mlaudit.parsers.base import Launcher, Lookup, Parser
from mlaudit.parsers.hashes import hashes_of
from mlaudit.parsers.shell.templates import mark_hole
from mlaudit.parsers.suppressions.finding import find_suppressions
from mlaudit.patterns import lazy_regex
from mlaudit.plugins import PARSERS, find_modules

_HOLE = lazy_regex(r"\{(\w+)\}")
_NAMES = [field.name for field in fields(Facts) if field.name not in ("path", "format")]
_contents_of = attrgetter(*_NAMES)
_NOTHING = _contents_of(Facts("", ""))


@cache
def parsers() -> tuple[Parser, ...]:
    """Every parser under `mlaudit.parsers`, in the order of their module names, then plugins.

    Modules whose name starts with an underscore are left alone: they load heavy libraries.
    """
    found = []
    for module in pkgutil.walk_packages(mlaudit.parsers.__path__, "mlaudit.parsers."):
        if module.name.rpartition(".")[2].startswith("_"):
            continue
        parser = getattr(importlib.import_module(module.name), "PARSER", None)
        if isinstance(parser, Parser):
            found.append(parser)
    plugged = (getattr(module, "PARSER", None) for module in find_modules(PARSERS))
    found.extend(parser for parser in plugged if isinstance(parser, Parser))
    return tuple(found)


@lru_cache(maxsize=100_000)
def claimants(path: str) -> tuple[Parser, ...]:
    """The parsers that read the file at `path`."""
    return tuple(parser for parser in parsers() if parser.claims(path))


def parse_file(path: str, data: bytes) -> Facts | None:
    """The joined facts of one file, or None where no parser claims it."""
    facts = [parser.parse(path, data) for parser in claimants(path)]
    told = [found for found in facts if _contents_of(found) != _NOTHING]
    if not facts:
        return None
    return replace(
        reduce(_join, told or facts[:1]),
        hashes=hashes_of(data),
        suppressions=find_suppressions(path, data),
    )


@cache
def launchers() -> tuple[Launcher, ...]:
    """The commands that start declared steps, in the order of the parsers."""
    return tuple(launcher for parser in parsers() for launcher in parser.launchers)


@cache
def launchers_of(program: str) -> tuple[Launcher, ...]:
    """Those that start with a word."""
    return tuple(launcher for launcher in launchers() if program in launcher.programs)


@cache
def launcher_of(kind: str) -> Launcher | None:
    """The one that starts steps of the kind, or makes runs of the form, with that name."""
    own = (found for found in launchers() if kind == (found.form or found.kind.value))
    of_others = (found for found in launchers() if kind in map(str, found.others))
    return next(own, None) or next(of_others, None)


def complete(facts: Facts, lookup: Lookup) -> Facts:
    """Finish facts whose meaning depends on the values of other files."""
    for parser in claimants(facts.path):
        if parser.complete is not None:
            facts = parser.complete(facts, lookup)
    return facts


def can_settle(path: str) -> bool:
    """Does a parser of the file know what its steps are with variables set from outside?"""
    return any(parser.settle is not None for parser in claimants(path))


def settle(facts: Facts, values: Mapping[str, str], lookup: Lookup, *, weak: bool) -> Facts:
    """Finished facts with variables that are set from outside; holes in values stay holes."""
    marked = {name: _HOLE.sub(lambda m: mark_hole(m[1]), text) for name, text in values.items()}
    for parser in claimants(facts.path):
        if parser.settle is not None:
            facts = parser.settle(facts, marked, lookup, weak)
    return facts


def _join(first: Facts, second: Facts) -> Facts:
    """Code gives the format its name; what else was found in the file is added."""
    return replace(
        first if first.module or first.script else second,
        module=first.module or second.module,
        script=first.script or second.script,
        steps=first.steps + second.steps,
        tracked=first.tracked + second.tracked,
        instructions=first.instructions + second.instructions,
        environments=first.environments + second.environments,
        entry_points=first.entry_points + second.entry_points,
        notebook=first.notebook or second.notebook,
        problems=first.problems + second.problems,
        remotes=first.remotes + second.remotes,
        kept=first.kept + second.kept,
        variables=first.variables + second.variables,
        content=first.content or second.content,
        locked=first.locked + second.locked,
        placeholders=first.placeholders + second.placeholders,
        commented=first.commented + second.commented,
        anchors=first.anchors + second.anchors,
    )
