"""The steps of a tree before anything is known of what they do."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Role, StepKind

_NO_STEPS = frozenset({"setup.py", "conftest.py", "__init__.py", "noxfile.py", "versioneer.py"})
_NOTEBOOK_FORMATS = frozenset({"notebook", "databricks-notebook", "text-notebook"})


@immutable
class Seed:
    """A step with its id; `declared` is None for a file of code."""

    id: str
    kind: StepKind
    name: str
    path: str
    place: Place
    scope: str
    role: Role
    declared: DeclaredStep | None = None


def collect_seeds(project: Project, facts: Mapping[str, Facts]) -> dict[str, Seed]:
    """Every declared step and every file that starting would make do something, by id."""
    seeds: dict[str, Seed] = {}
    for path in sorted(facts):
        role = role_of(project, path)
        for declared in facts[path].steps:
            seed = _declared_seed(declared, role, seeds)
            seeds[seed.id] = seed
        kind = code_kind(facts[path])
        if kind is not None and is_startable(facts[path]):
            seeds[path] = code_seed(path, kind, role)
    return seeds


def role_of(project: Project, path: str) -> Role:
    """What the file is for."""
    file = project.by_path.get(path)
    return file.role if file is not None else Role.PIPELINE


def code_seed(path: str, kind: StepKind, role: Role) -> Seed:
    """The seed of a file of code."""
    return Seed(path, kind, posixpath.basename(path), path, Place(path), "", role)


def _declared_seed(declared: DeclaredStep, role: Role, seeds: dict[str, Seed]) -> Seed:
    path = declared.place.path
    id_ = f"{path}:{declared.name}"
    number = 2
    while id_ in seeds:
        id_ = f"{path}:{declared.name} ({number})"
        number += 1
    return Seed(
        id_, declared.kind, declared.name, path, declared.place, declared.scope, role, declared
    )


def code_kind(facts: Facts) -> StepKind | None:
    """What kind of step the file is when it is started, or None when it holds no code."""
    if facts.notebook is not None or facts.format in _NOTEBOOK_FORMATS:
        return StepKind.NOTEBOOK
    if facts.script is not None:
        return StepKind.SHELL_SCRIPT
    return StepKind.SCRIPT if facts.module is not None else None


def is_startable(facts: Facts) -> bool:
    """Is the file meant to be started (and not only imported)?"""
    if posixpath.basename(facts.path) in _NO_STEPS:
        return False
    if any(step.kind == StepKind.AIRFLOW_TASK for step in facts.steps):
        return False  # the file declares tasks; a scheduler loads it
    if facts.module is not None and facts.notebook is None:
        return facts.module.runnable
    return facts.notebook is not None or bool(facts.script and facts.script.nodes)


def named_anywhere(seeds: Iterable[Seed], name: str, by: Seed) -> list[Seed]:
    """The steps that "#group" or "*:name" stands for, whatever file they are in.

    A name is that of a step or of what holds it in the code; "*:*" is every step of the system of
    `by` that is of another kind, is no part of one and starts none itself.
    """
    declared = [seed for seed in seeds if seed.declared is not None and seed.id != by.id]
    system = by.kind.value.partition("-")[0]
    if name.startswith("#"):
        return [s for s in declared if s.declared and s.declared.group.endswith(name)]
    wanted = name.removeprefix("*:")
    same = [seed for seed in declared if seed.kind.value.partition("-")[0] == system]
    if wanted == "*":
        return [s for s in same if s.kind != by.kind and s.declared and _is_whole(s.declared)]
    named = [seed for seed in same if seed.name == wanted]
    return named or [seed for seed in same if seed.scope.rpartition(".")[2] == wanted]


def _is_whole(declared: DeclaredStep) -> bool:
    return not declared.part_of and all(run.step is None for run in declared.runs)
