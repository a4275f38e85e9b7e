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

from mlaudit.graph.commands import CodeRun, ShellContext, evaluate_script
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.docker.stage import map_back

_FAMILIES = (StepFamily.TASK, StepFamily.TARGET, StepFamily.CONTAINER)
_ELSEWHERE = ("/", "~", "{")
_ABSOLUTE = re.compile(r"""(?:^|[\s"'=;(])(?:/|~/|\$)""")


def place_checkouts(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, where tasks know which folder of their machine is the tree.

    A folder that one step shows to be the checkout is one for every step that names it.
    """
    code = {path for path, found in facts.items() if found.module or found.script}
    roots: dict[DeclaredStep, list[str]] = {}
    for step in (step for path in sorted(facts) for step in facts[path].steps):
        if step.kind.family in _FAMILIES and step not in roots:
            found = (_root_of(run, code) for run in _starts(step))
            roots[step] = [root for root in dict.fromkeys(found) if root is not None]
    shared = {root for found in roots.values() for root in found if "{" not in root}
    return {path: _place_all(own, roots, sorted(shared)) for path, own in facts.items()}


def _place_all(own: Facts, roots: Mapping[DeclaredStep, list[str]], shared: Sequence[str]) -> Facts:
    steps = tuple(
        _place(step, [*roots[step], *(root for root in shared if _names(step, root))])
        if step in roots
        else step
        for step in own.steps
    )
    return own if steps == own.steps else replace(own, steps=steps)


def _names(step: DeclaredStep, root: str) -> bool:
    texts = [run.script.text for run in step.runs if run.script is not None]
    texts += [step.directory, *(value for _, value in step.environment)]
    pattern = re.compile(rf"(?<![\w/.-]){re.escape(root)}(?![\w.-])")
    return root != "~" and any(pattern.search(text) for text in texts)


def _place(step: DeclaredStep, roots: Sequence[str]) -> DeclaredStep:
    known = {inside for inside, _ in step.path_maps}
    new = tuple((root, ".") for root in dict.fromkeys(roots) if root not in known)
    if not new:
        return step
    maps = (*step.path_maps, *new)
    if step.directory == UNKNOWN_DIRECTORY and len(new) == 1 and "{" not in new[0][0]:
        # Images work where their code lies, unless they say otherwise.
        return replace(step, path_maps=maps, directory=".")
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


def _root_of(run: CodeRun, code: set[str]) -> str | None:
    """The folder in front of code of the tree: the path that leaves most of it in the tree."""
    if run.form == "python-module":
        names = _files_of_module(run.target)
        inside = any(f"{base}{name}" in code for base in ("", "src/") for name in names)
        return run.directory if inside and run.directory.startswith(_ELSEWHERE) else None
    if not run.target.startswith(_ELSEWHERE):
        return None
    parts = run.target.split("/")
    for index in range(1, len(parts)):
        if "/".join(parts[index:]) in code:
            return "/".join(parts[:index]) or "/"
    return None


def _files_of_module(target: str) -> tuple[str, str]:
    path = target.partition(":")[0].replace(".", "/")
    return f"{path}.py", f"{path}/__main__.py"
