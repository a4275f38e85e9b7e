"""Joins steps that name data with the files that keep it and the steps that make it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mlaudit.graph.parts.functions import find_function
from mlaudit.graph.world import TreeWorld
from mlaudit.model.data import Data, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts, KeptData, Run
from mlaudit.patterns import lazy_regex

_HOLE = lazy_regex(r"\{(\w+)\}")
_MOST_TRIES = 10_000_000
"""Ways to divide a name among the parts of a pattern, as many as an expression may have to try."""


def join_datasets(world: TreeWorld, facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The facts with what named data is: a file that is read or written, an order, a parameter."""
    joined = dict(facts)
    naming = {p: f for p, f in facts.items() if any(s.takes or s.gives for s in f.steps)}
    if not naming:
        return joined
    catalogue = _Catalogue(kept for path in sorted(facts) for kept in facts[path].kept)
    makers: dict[tuple[str, str], dict[str, None]] = {}
    for path, found in sorted(naming.items()):
        for step in found.steps:
            for name in step.gives:
                makers.setdefault((step.directory, _base(name)), {})[f"{path}:{step.name}"] = None
    for path, found in naming.items():
        steps = tuple(_join(world, path, step, catalogue, makers) for step in found.steps)
        joined[path] = replace(found, steps=steps)
    return joined


class _Catalogue:
    """Where data is kept, by project."""

    def __init__(self, kept: Iterable[KeptData]) -> None:
        self._exact: dict[tuple[str, str], KeptData] = {}
        self._patterns: dict[str, list[KeptData]] = {}
        ordered = sorted(kept, key=lambda item: "/base/" not in f"/{item.place.path}")
        for item in ordered:
            if _HOLE.search(item.name):
                self._patterns.setdefault(item.project, []).append(item)
            else:
                self._exact.setdefault((item.project, item.name), item)
        for found in self._patterns.values():
            found.sort(key=lambda item: -len(_HOLE.sub("", item.name)))

    def find(self, project: str, name: str) -> KeptData | None:
        """Where the data is kept; of several patterns the one that says most about the name."""
        for candidate in (name, _base(name)):
            exact = self._exact.get((project, candidate))
            if exact is not None:
                return exact
        for item in self._patterns.get(project, ()):
            fitting = _fit(item.name, name)
            if fitting is not None:
                path = _HOLE.sub(lambda f, known=fitting: known.get(f[1], f[0]), item.path)  # type: ignore[misc]
                return replace(item, path=path)
        return None


def _fit(pattern: str, name: str) -> dict[str, str] | None:
    pieces = _HOLE.split(pattern)
    seen: set[str] = set()
    text = ""
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            text += re.escape(piece)
        else:
            text += f"(?P={piece})" if piece in seen else f"(?P<{piece}>.+?)"
            seen.add(piece)
    if any(hole[:1].isdigit() for hole in seen) or len(name) ** len(seen) > _MOST_TRIES:
        return None
    found = re.fullmatch(text, name)
    return found.groupdict() if found is not None else None


def _base(name: str) -> str:
    """`cars` of `cars@pandas`: one file, read in another way."""
    return name.partition("@")[0]


def _join(
    world: TreeWorld,
    path: str,
    step: DeclaredStep,
    catalogue: _Catalogue,
    makers: Mapping[tuple[str, str], Mapping[str, None]],
) -> DeclaredStep:
    own = f"{path}:{step.name}"
    names = [name for _, name in step.takes]
    before = {id_: None for n in names for id_ in makers.get((step.directory, _base(n)), ())}
    before.pop(own, None)
    return replace(
        step,
        after=(*step.after, *before),
        reads=(*step.reads, *_declare(catalogue, step.directory, names, "dep")),
        writes=(*step.writes, *_declare(catalogue, step.directory, step.gives, "out")),
        runs=tuple(_give(world, path, step, run, catalogue) for run in step.runs),
    )


def _declare(
    catalogue: _Catalogue, project: str, names: Iterable[str], role: str
) -> Iterator[Declaration]:
    for name in names:
        kept = catalogue.find(project, name)
        if kept is not None:
            is_parameter = name == "parameters" or name.startswith("params:")
            yield Declaration(
                kept.path, kept.place, "param" if is_parameter else role, stored=kept.stored
            )


def _give(world: TreeWorld, path: str, step: DeclaredStep, run: Run, catalogue: _Catalogue) -> Run:
    """The run with the values of parameters for what its function takes."""
    if run.callable_ is None:
        return run
    found = find_function(world, *run.callable_, posixpath.dirname(path))
    if found is None:
        return run
    given: list[tuple[str, Data]] = []
    for place, name in step.takes:
        kept = catalogue.find(step.directory, name)
        if kept is None or not (name == "parameters" or name.startswith("params:")):
            continue
        value = world.configuration(kept.path)
        for key in kept.keys:
            value = value.get(key) if isinstance(value, Table) else None
        number = int(place) if place.isdigit() else len(found.parameters)
        parameter = found.parameters[number] if number < len(found.parameters) else place
        if value is not None:
            given.append((parameter, value))
    return replace(run, callable_=(found.path, found.name), given=tuple(given))
