"""Where the machine that runs a step keeps the files of the tree.

Crontabs, units and containers name the folder of the checkout as it is called there
(`cd /opt/churn && python src/train.py`, or a working directory that only the image knows). Where
that leads to code of the tree, the folder in front of it is the root of the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from mlaudit.graph.commands import CodeRun, ShellContext, evaluate_script
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.docker.stage import map_back
from mlaudit.parsers.path_text import join_path
from mlaudit.patterns import lazy_regex

_FAMILIES = (StepFamily.TASK, StepFamily.TARGET, StepFamily.CONTAINER)
_ELSEWHERE = ("/", "~", "{")
_ABSOLUTE = lazy_regex(r"""(?:^|[\s"'=;(])(?:/|~/|\$)""")


Placement: TypeAlias = tuple[str, str]
"""A folder of the machine, and the one of the tree that it stands for."""


def place_checkouts(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, where tasks know which folder of their machine is the tree.

    A folder that one step shows to be the checkout is one for every step that names it.
    """
    code = {path for path, found in facts.items() if found.module or found.script}
    images = _images(facts)
    found: dict[DeclaredStep, list[Placement]] = {}
    for step in (step for path in sorted(facts) for step in facts[path].steps):
        if step.kind.family in _FAMILIES and step not in found:
            places = (_placement(run, code, images) for run in _starts(step))
            found[step] = [place for place in dict.fromkeys(places) if place is not None]
    shared = {place for places in found.values() for place in places if "{" not in place[0]}
    return {path: _place_all(own, found, sorted(shared)) for path, own in facts.items()}


def _images(facts: Mapping[str, Facts]) -> tuple[Placement, ...]:
    """Where the images of the tree hold its files: what is copied into them may run there."""
    return tuple(
        dict.fromkeys(
            place
            for path in sorted(facts)
            for step in facts[path].steps
            if step.kind == StepKind.CONTAINER_BUILD
            for place in step.path_maps
        )
    )


def _place_all(
    own: Facts, found: Mapping[DeclaredStep, list[Placement]], shared: Sequence[Placement]
) -> Facts:
    steps = tuple(
        _place(step, [*found[step], *(place for place in shared if _names(step, place[0]))])
        if step in found
        else step
        for step in own.steps
    )
    return own if steps == own.steps else replace(own, steps=steps)


def _names(step: DeclaredStep, root: str) -> bool:
    texts = [run.script.text for run in step.runs if run.script is not None]
    texts += [step.directory, *(value for _, value in step.environment)]
    pattern = re.compile(rf"(?<![\w/.-]){re.escape(root)}(?![\w.-])")
    return root != "~" and any(pattern.search(text) for text in texts)


def _place(step: DeclaredStep, places: Sequence[Placement]) -> DeclaredStep:
    known = {inside for inside, _ in step.path_maps}
    new = tuple(place for place in dict.fromkeys(places) if place[0] not in known)
    if not new:
        return step
    maps = (*step.path_maps, *new)
    if step.directory == UNKNOWN_DIRECTORY and len(new) == 1 and "{" not in new[0][0]:
        # Images work where their code lies, unless they say otherwise.
        return replace(step, path_maps=maps, directory=new[0][1])
    directory = map_back(step.directory, list(maps)) or step.directory
    return replace(step, path_maps=maps, directory=directory)


def _starts(step: DeclaredStep) -> Iterator[CodeRun]:
    """What the step starts outside the tree, as far as its words tell."""
    for run in step.runs:
        directory = run.directory or step.directory
        if run.script is None:
            continue
        if not directory.startswith(_ELSEWHERE) and not _ABSOLUTE.search(run.script.text):
            continue
        environment = dict((*step.environment, *run.environment))
        context = ShellContext(directory, environment, (), step.path_maps)
        yield from evaluate_script(run.script, context, partial(Place, run.place.path)).runs


def _placement(run: CodeRun, code: set[str], images: tuple[Placement, ...]) -> Placement | None:
    """The folder in front of code of the tree: the path that leaves most of it in the tree."""
    if run.form == "python-module":
        names = _files_of_module(run.target)
        inside = any(f"{base}{name}" in code for base in ("", "src/") for name in names)
        outside = run.directory.startswith(_ELSEWHERE) and run.directory != "/"
        return (run.directory, ".") if inside and outside else None
    if not run.target.startswith(_ELSEWHERE):
        return None
    parts = run.target.split("/")
    for index in range(2 if not parts[0] else 1, len(parts)):
        if "/".join(parts[index:]) in code:
            return "/".join(parts[:index]), "."
    return _copied(run.target, code, images)


def _copied(target: str, code: set[str], images: tuple[Placement, ...]) -> Placement | None:
    """The place of an image to which the code is copied from a folder of another name."""
    for inside, outside in sorted(images, key=lambda place: -len(place[0])):
        below = target.removeprefix(inside.rstrip("/") + "/")
        if below != target and join_path(outside, below) in code:
            return inside, outside
    return None


def _files_of_module(target: str) -> tuple[str, str]:
    path = target.partition(":")[0].replace(".", "/")
    return f"{path}.py", f"{path}/__main__.py"
